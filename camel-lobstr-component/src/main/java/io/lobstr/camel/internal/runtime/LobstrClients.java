/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.lobstr.camel.internal.runtime;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

import io.lobstr.camel.LobstrConfiguration;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.client.RequestBudget;
import io.lobstr.camel.internal.client.RequestObserver;
import io.lobstr.camel.internal.client.RetryPolicy;
import io.lobstr.camel.internal.download.RunDownloads;
import io.lobstr.camel.internal.http.ApiKey;
import io.lobstr.camel.internal.http.LobstrSettings;
import io.lobstr.camel.internal.http.QuietHttpComponent;
import io.lobstr.camel.internal.wait.RunWaits;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The clients of a component. Endpoints with the same key, base URL and transport options share one; all endpoints with
 * the same key share the request budget.
 */
public final class LobstrClients extends ServiceSupport {

    private static final int TIMER_THREADS = 2;
    /** The waits may use a half of the budget for asking again and again. */
    private static final int WAITS_SHARE = 2;

    private final CamelContext context;
    private final IntSupplier requestsPerMinute;
    private final RequestObserver observer;
    private final Map<ApiKey, RequestBudget> budgets = new ConcurrentHashMap<>();
    private final Map<Sharing, Shared> shared = new HashMap<>();
    private ScheduledExecutorService timer;
    private ExecutorService workers;
    private ExecutorService rounds;

    public LobstrClients(CamelContext context, IntSupplier requestsPerMinute, RequestObserver observer) {
        this.context = context;
        this.observer = observer;
        this.requestsPerMinute = requestsPerMinute;
    }

    /** What makes two endpoints use one client. */
    private record Sharing(
            LobstrSettings settings, RetryPolicy retries, long connectTimeout, SSLContextParameters tls, boolean globalTls,
            String proxyHost,
            Integer proxyPort, String proxyUsername, String proxyPassword) {
    }

    private record Shared(
            LobstrClient client, RunWaits waits, RunDownloads downloads, LobstrHealthCheck health, List<Service> services) {
    }

    /**
     * The client of an endpoint with these options.
     */
    public LobstrClient client(LobstrConfiguration options) throws Exception {
        return shared(options).client();
    }

    /**
     * What waits for runs on behalf of an endpoint with these options.
     */
    public RunWaits waits(LobstrConfiguration options) throws Exception {
        return shared(options).waits();
    }

    /**
     * What downloads files on behalf of an endpoint with these options.
     */
    public RunDownloads downloads(LobstrConfiguration options) throws Exception {
        return shared(options).downloads();
    }

    /**
     * Whether producers with these options can work.
     */
    public LobstrHealthCheck health(LobstrConfiguration options) throws Exception {
        return shared(options).health();
    }

    /**
     * How many requests may be sent now with the key that has the fewest left, -1 where there is no limit.
     */
    public int budgetLeft() {
        return budgets.values().stream().mapToInt(RequestBudget::left).min()
                .orElseGet(() -> requestsPerMinute.getAsInt() == 0 ? -1 : requestsPerMinute.getAsInt());
    }

    /**
     * All that wait for runs.
     */
    public synchronized List<RunWaits> waits() {
        return shared.values().stream().map(Shared::waits).toList();
    }

    /**
     * Ends all that waits for runs or their files.
     */
    public synchronized void stopWaiting() {
        shared.values().forEach(one -> {
            one.waits().stop();
            one.downloads().stop();
        });
    }

    private synchronized Shared shared(LobstrConfiguration options) throws Exception {
        Sharing key = new Sharing(
                settings(options), retries(options), options.getConnectTimeout(), options.getSslContextParameters(),
                options.isUseGlobalSslContextParameters(), options.getProxyHost(), options.getProxyPort(),
                options.getProxyUsername(), options.getProxyPassword());
        Shared found = shared.get(key);
        if (found == null) {
            found = create(options, key.settings());
            shared.put(key, found);
        }
        return found;
    }

    /**
     * How a caller that holds no thread waits.
     */
    public Pause asynchronous() {
        return (delay, task) -> timer.schedule(() -> workers.execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static LobstrSettings settings(LobstrConfiguration options) {
        return new LobstrSettings(
                new ApiKey(options.getApiKey()), URI.create(options.getBaseUrl().replaceAll("/+$", "")),
                Duration.ofMillis(options.getRequestTimeout()), options.getMaxResponseSize());
    }

    private static RetryPolicy retries(LobstrConfiguration options) {
        return new RetryPolicy(
                options.getMaxRetries(), Duration.ofMillis(options.getRetryDelay()),
                Duration.ofMillis(options.getMaxRetryDelay()));
    }

    private QuietHttpComponent http(LobstrConfiguration options) {
        QuietHttpComponent http = new QuietHttpComponent();
        http.setCamelContext(context);
        http.setConnectTimeout(Math.min(options.getConnectTimeout(), options.getRequestTimeout()));
        http.setConnectionRequestTimeout(options.getRequestTimeout());
        http.setResponseTimeout(options.getRequestTimeout());
        http.setSoTimeout(options.getRequestTimeout());
        http.setSslContextParameters(tls(options));
        http.setProxyHost(options.getProxyHost());
        http.setProxyPort(options.getProxyPort());
        // or it would take the API's, and speak TLS to the proxy
        http.setProxyAuthScheme("http");
        http.setProxyAuthUsername(options.getProxyUsername());
        http.setProxyAuthPassword(options.getProxyPassword());
        http.setUserAgent("camel-lobstr");
        ServiceHelper.startService(http);
        return http;
    }

    private Shared create(LobstrConfiguration options, LobstrSettings settings) throws Exception {
        QuietHttpComponent http = http(options);
        // of its own, so that downloads take no connection from the API, and carry nothing that is meant for it
        QuietHttpComponent files = http(options);
        HttpEndpoint endpoint = (HttpEndpoint) http.createEndpoint(settings.baseUrl().toString());
        HttpEndpoint anywhere = (HttpEndpoint) files.createEndpoint(settings.baseUrl().toString());
        ServiceHelper.startService(endpoint, anywhere);
        RequestBudget budget
                = budgets.computeIfAbsent(settings.apiKey(), key -> new RequestBudget(requestsPerMinute.getAsInt()));
        LobstrClient client = new LobstrClient(endpoint.getHttpClient(), timer, settings, retries(options), budget, observer);
        LobstrClient withoutRetries
                = new LobstrClient(endpoint.getHttpClient(), timer, settings, retries(options).none(), budget, observer);
        RunWaits waits = new RunWaits(withoutRetries, rounds(), workers, shareOfBudget());
        String id = shared.isEmpty() ? "lobstr" : "lobstr-" + (shared.size() + 1);
        return new Shared(
                client, waits, new RunDownloads(client, anywhere.getHttpClient(), settings),
                new LobstrHealthCheck(id, withoutRetries),
                List.of(endpoint, anywhere, http, files));
    }

    /** Apart from the workers, which callers may hold: then no wait would end that they hold them for. */
    private Pause rounds() {
        return (delay, task) -> timer.schedule(() -> rounds.execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private Duration shareOfBudget() {
        int limit = requestsPerMinute.getAsInt();
        return limit == 0 ? Duration.ZERO : Duration.ofMinutes(1).dividedBy(Math.max(1, limit / WAITS_SHARE));
    }

    private SSLContextParameters tls(LobstrConfiguration options) {
        if (options.getSslContextParameters() == null && options.isUseGlobalSslContextParameters()) {
            return context.getSSLContextParameters();
        }
        return options.getSslContextParameters();
    }

    @Override
    protected void doStart() {
        timer = context.getExecutorServiceManager().newScheduledThreadPool(this, "LobstrTimer", TIMER_THREADS);
        // a full queue would hold the timer
        ThreadPoolProfile unbounded = new ThreadPoolProfile("lobstr");
        unbounded.setMaxQueueSize(-1);
        workers = context.getExecutorServiceManager().newThreadPool(this, "LobstrWorker", unbounded);
        // a thread for each client with waits, while it looks
        rounds = context.getExecutorServiceManager().newCachedThreadPool(this, "LobstrAwaitRun");
    }

    @Override
    protected synchronized void doStop() {
        stopWaiting();
        shared.values().forEach(one -> ServiceHelper.stopAndShutdownServices(one.services()));
        shared.clear();
        context.getExecutorServiceManager().shutdownNow(rounds);
        context.getExecutorServiceManager().shutdownGraceful(workers);
        context.getExecutorServiceManager().shutdownNow(timer);
    }
}
