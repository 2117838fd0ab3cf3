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
package io.lobstr.camel.internal.http;

import java.time.Duration;

import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;

/**
 * A private http component, apart from the user's own: it sends what it is given once, follows no redirect, keeps no
 * cookie, and logs no header.
 */
public final class QuietHttpComponent extends HttpComponent {

    private final DnsResolver names;
    private volatile PoolingHttpClientConnectionManager connections;

    /**
     * For one host, which the user has named.
     */
    public QuietHttpComponent() {
        this(null);
    }

    /**
     * @param names resolves the names of hosts; null for the system's own resolver
     */
    public QuietHttpComponent(DnsResolver names) {
        this.names = names;
        setAutomaticRetriesDisabled(true);
        setRedirectHandlingDisabled(true);
        setCookieManagementDisabled(true);
        setAuthCachingDisabled(true);
    }

    @Override
    // the types that Camel's http component builds with
    @SuppressWarnings("deprecation")
    protected HttpClientConnectionManager createConnectionManager(
            Registry<ConnectionSocketFactory> registry, int maxTotalConnections, int connectionsPerRoute,
            SocketConfig defaultSocketConfig) {
        PoolingHttpClientConnectionManager manager = new PoolingHttpClientConnectionManager(
                registry, PoolConcurrencyPolicy.STRICT, PoolReusePolicy.LIFO, TimeValue.NEG_ONE_MILLISECOND, null, names,
                new QuietConnectionFactory());
        manager.setMaxTotal(getMaxTotalConnections());
        // one host is all it talks to
        manager.setDefaultMaxPerRoute(getMaxTotalConnections());
        manager.setDefaultSocketConfig(defaultSocketConfig);
        connections = manager;
        return manager;
    }

    /** The same for later lines of Camel, which ask for it by this signature: without it they would log the API key. */
    @SuppressWarnings("unused")
    protected HttpClientConnectionManager createConnectionManager(
            TlsSocketStrategy tls, int maxTotalConnections, int connectionsPerRoute, SocketConfig defaultSocketConfig) {
        connections = PoolingHttpClientConnectionManagerBuilder.create().setTlsSocketStrategy(tls)
                .setConnectionFactory(new QuietConnectionFactory()).setDnsResolver(names)
                .setMaxConnTotal(getMaxTotalConnections()).setMaxConnPerRoute(getMaxTotalConnections())
                .setDefaultSocketConfig(defaultSocketConfig).build();
        return connections;
    }

    /**
     * @return how many connections are in use
     */
    public int connectionsInUse() {
        return connections == null ? 0 : connections.getTotalStats().getLeased();
    }

    /**
     * @return whether no connection is made any more
     */
    public boolean isShut() {
        return connections != null && connections.isClosed();
    }

    /**
     * @param idle connections that were not used for so long are closed
     */
    public void closeIdleConnections(Duration idle) {
        if (connections != null) {
            connections.closeIdle(TimeValue.of(idle));
        }
    }
}
