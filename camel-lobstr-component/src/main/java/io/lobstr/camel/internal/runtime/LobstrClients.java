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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

import io.lobstr.camel.LobstrConfiguration;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.client.Polls;
import io.lobstr.camel.internal.client.RequestBudget;
import io.lobstr.camel.internal.client.RequestObserver;
import io.lobstr.camel.internal.client.RetryPolicy;
import io.lobstr.camel.internal.download.RunDownloads;
import io.lobstr.camel.internal.http.ApiKey;
import io.lobstr.camel.internal.http.FilePlaces;
import io.lobstr.camel.internal.http.LobstrSettings;
import io.lobstr.camel.internal.http.QuietHttpComponent;
import io.lobstr.camel.internal.http.RenewedHttpClient;
import io.lobstr.camel.internal.job.Jobs;
import io.lobstr.camel.internal.start.RunStarts;
import io.lobstr.camel.internal.start.StartQueues;
import io.lobstr.camel.internal.wait.RunWait;
import io.lobstr.camel.internal.wait.RunWaits;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The clients of a component. Endpoints with the same key, base URL and transport options share one; all endpoints with
 * the same key share the request budget.
 */
public final class LobstrClients extends ServiceSupport {

    /** What nobody has used for so long is let go of; no window of a budget lasts longer. */
    private static final Duration GRACE = Duration.ofMinutes(2);
    private static final Duration OFTEN = Duration.ofSeconds(10);
    /** The waits may use a half of the budget for asking again and again. */
    private static final int WAITS_SHARE = 2;

    private final Threads threads;
    private final Transports transports;
    private final IntSupplier requestsPerMinute;
    private final BooleanSupplier allowPrivateDownloads;
    private final RequestObserver observer;
    private final Map<ApiKey, RequestBudget> budgets = new ConcurrentHashMap<>();
    private final Map<Sharing, SharedClient> shared = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final StartQueues queues = new StartQueues(this::shareOfBudget);

    /**
     * @param context               whose threads and TLS settings are used
     * @param requestsPerMinute     how many requests may be sent with one key, 0 for any number
     * @param allowPrivateDownloads whether links may lead to hosts that are not public, and over plain http
     * @param observer              hears of each request
     */
    public LobstrClients(
                         CamelContext context, IntSupplier requestsPerMinute, BooleanSupplier allowPrivateDownloads,
                         RequestObserver observer) {
        this.allowPrivateDownloads = allowPrivateDownloads;
        this.threads = new Threads(context);
        this.transports = new Transports(context);
        this.observer = observer;
        this.requestsPerMinute = requestsPerMinute;
    }

    /** What makes two endpoints use one client. */
    private record Sharing(
            LobstrSettings settings, RetryPolicy retries, long connectTimeout, SSLContextParameters tls, boolean globalTls,
            String proxyHost, Integer proxyPort, String proxyUsername, String proxyPassword) {
    }

    /**
     * The client of an endpoint with these options, and what goes with it, until it is given back.
     */
    public Lease lease(LobstrConfiguration options) {
        lock.lock();
        try {
            SharedClient found = shared.computeIfAbsent(sharing(options), key -> create(options, key.settings()));
            found.use();
            return new Lease(found, () -> giveBack(found));
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(SharedClient client) {
        lock.lock();
        try {
            client.giveBack();
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of what nobody uses any more. */
    public void tidy(Duration grace) {
        lock.lock();
        try {
            shared.values().removeIf(client -> client.isUnused(grace));
            // an iterator, or a file that is read, may outlive its client here
            Set<ApiKey> used = shared.values().stream().map(SharedClient::key).collect(Collectors.toSet());
            budgets.entrySet().removeIf(budget -> !used.contains(budget.getKey()) && budget.getValue().isIdle(grace));
        } finally {
            lock.unlock();
        }
        transports.tidy(grace);
    }

    /** How many clients there are, and how many of them, or that were, hold connections. */
    int held() {
        return all().size() + transports.awake();
    }

    /**
     * @param  time how far apart
     * @param  task what to do, again and again, on a thread that may take its time
     * @return      ends it
     */
    public Runnable every(Duration time, Runnable task) {
        return threads.every(time, task);
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
    public List<RunWaits> waits() {
        return all().stream().map(SharedClient::waits).toList();
    }

    /**
     * Ends all that waits for runs or their files.
     */
    public void stopWaiting() {
        all().forEach(SharedClient::stopWaiting);
    }

    private List<SharedClient> all() {
        lock.lock();
        try {
            return List.copyOf(shared.values());
        } finally {
            lock.unlock();
        }
    }

    private static Sharing sharing(LobstrConfiguration options) {
        return new Sharing(
                settings(options), retries(options), options.getConnectTimeout(), options.getSslContextParameters(),
                options.isUseGlobalSslContextParameters(), options.getProxyHost(), options.getProxyPort(),
                options.getProxyUsername(), options.getProxyPassword());
    }

    /**
     * How a caller that holds no thread waits.
     */
    public Pause asynchronous() {
        return threads.requests();
    }

    /**
     * Where routes go on after an answer.
     */
    public Executor routes() {
        return threads.routes();
    }

    private static LobstrSettings settings(LobstrConfiguration options) {
        return new LobstrSettings(
                new ApiKey(options.getApiKey(), options.getProxyUsername(), options.getProxyPassword()),
                URI.create(options.getBaseUrl().replaceAll("/+$", "")),
                Duration.ofMillis(options.getRequestTimeout()), options.getMaxResponseSize());
    }

    private static RetryPolicy retries(LobstrConfiguration options) {
        return new RetryPolicy(
                options.getMaxRetries(), Duration.ofMillis(options.getRetryDelay()),
                Duration.ofMillis(options.getMaxRetryDelay()));
    }

    private SharedClient create(LobstrConfiguration options, LobstrSettings settings) {
        BaseUrls.warnOf(settings.baseUrl());
        RenewedHttpClient http = transports.client(QuietHttpComponent::new, options).ready();
        // of its own, so that downloads take no connection from the API, and carry nothing that is meant for it; only the
        // first of them makes it
        FilePlaces places = new FilePlaces(settings.baseUrl(), allowPrivateDownloads);
        // a proxy resolves names by itself
        RenewedHttpClient files = transports
                .client(() -> new QuietHttpComponent(options.getProxyHost() == null ? places : null), options);
        RequestBudget budget
                = budgets.computeIfAbsent(settings.apiKey(), key -> new RequestBudget(requestsPerMinute.getAsInt()));
        LobstrClient client = new LobstrClient(http, threads.timer(), settings, retries(options), budget, observer);
        LobstrClient withoutRetries = client.withoutRetries();
        RunWaits waits = new RunWaits(withoutRetries, threads.looks(), shareOfBudget());
        Polls polls = new Polls();
        return new SharedClient(
                settings.apiKey(), budget.hints(), client, withoutRetries, waits,
                new RunDownloads(client, files, threads.timer(), settings, places, polls),
                new Jobs(client, threads.timer(), polls), starts(client, settings, polls, waits), polls);
    }

    private RunStarts starts(LobstrClient client, LobstrSettings settings, Polls polls, RunWaits waits) {
        return new RunStarts(
                client, threads.timer(), polls, queues, List.of(settings.apiKey(), settings.baseUrl()),
                (run, squid, timeout, interval) -> waits
                        .await(new RunWait(run.getId(), squid, run, timeout, interval, null)));
    }

    private Duration shareOfBudget() {
        int limit = requestsPerMinute.getAsInt();
        return limit == 0 ? Duration.ZERO : Duration.ofMinutes(1).dividedBy(Math.max(1, limit / WAITS_SHARE));
    }

    /**
     * @param  consumer whose
     * @return          a thread that hands its runs over while some wait for their turn
     */
    public ExecutorService handOverThread(Object consumer) {
        return threads.handOver(consumer);
    }

    /**
     * @param executor is not needed any more; what it does goes on
     */
    public void end(ExecutorService executor) {
        threads.end(executor);
    }

    @Override
    protected void doStart() {
        transports.start();
        ServiceHelper.startService(threads);
        every(OFTEN, () -> tidy(GRACE));
    }

    @Override
    protected void doStop() {
        stopWaiting();
        transports.stop();
        // not within the lock: what still goes on may ask for a client
        ServiceHelper.stopService(threads);
        lock.lock();
        try {
            shared.clear();
            budgets.clear();
        } finally {
            lock.unlock();
        }
    }
}
