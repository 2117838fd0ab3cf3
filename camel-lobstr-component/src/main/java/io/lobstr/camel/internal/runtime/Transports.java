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

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import io.lobstr.camel.LobstrConfiguration;
import io.lobstr.camel.internal.http.Deadlines;
import io.lobstr.camel.internal.http.QuietHttpComponent;
import io.lobstr.camel.internal.http.RenewedHttpClient;
import io.lobstr.camel.internal.http.RenewedHttpClient.Made;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.hc.client5.http.classic.HttpClient;

/**
 * Makes HTTP clients as Camel's http component builds them, with the options of an endpoint.
 */
final class Transports {

    /** Sooner than far sides close them. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final CamelContext context;
    private final Set<RenewedHttpClient> awake = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    Transports(CamelContext context) {
        this.context = context;
    }

    /**
     * @param component a new one for each client
     */
    RenewedHttpClient client(Supplier<QuietHttpComponent> component, LobstrConfiguration options) {
        // as they are now: the same after a client has died
        LobstrConfiguration kept = options.copy();
        return new RenewedHttpClient(() -> make(component.get(), kept), awake);
    }

    /**
     * Closes connections that nobody uses.
     *
     * @param grace after what time without use all of a client is let go of
     */
    void tidy(Duration grace) {
        awake.forEach(client -> client.tidy(IDLE, grace));
    }

    int awake() {
        return awake.size();
    }

    void start() {
        stopped = false;
    }

    /** Closes all connections; no more are made. */
    void stop() {
        stopped = true;
        awake.forEach(RenewedHttpClient::close);
    }

    private Made make(QuietHttpComponent http, LobstrConfiguration options) {
        if (stopped) {
            // as of any pool that takes nothing more: nothing was sent
            throw new RejectedExecutionException("the component is stopped");
        }
        http.setCamelContext(context);
        http.setConnectTimeout(Math.min(options.getConnectTimeout(), options.getRequestTimeout()));
        http.setConnectionRequestTimeout(Deadlines.forConnection(options.getRequestTimeout()));
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
        // "Upgrade: TLS" in plain text would be an offer that nobody means
        HttpEndpoint endpoint = endpoint(http, options.getBaseUrl() + "?httpClient.protocolUpgradeEnabled=false");
        ServiceHelper.startService(endpoint);
        return new HttpStack(http, endpoint, endpoint.getHttpClient());
    }

    private record HttpStack(QuietHttpComponent http, HttpEndpoint endpoint, HttpClient client) implements Made {

        @Override
        public int inUse() {
            return http.connectionsInUse();
        }

        @Override
        public void closeIdle(Duration idle) {
            http.closeIdleConnections(idle);
        }

        @Override
        public boolean isShut() {
            return http.isShut();
        }

        @Override
        public void close() {
            ServiceHelper.stopAndShutdownServices(endpoint, http);
        }
    }

    private static HttpEndpoint endpoint(QuietHttpComponent http, String url) {
        try {
            return (HttpEndpoint) http.createEndpoint(url);
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    private SSLContextParameters tls(LobstrConfiguration options) {
        if (options.getSslContextParameters() == null && options.isUseGlobalSslContextParameters()) {
            return context.getSSLContextParameters();
        }
        return options.getSslContextParameters();
    }
}
