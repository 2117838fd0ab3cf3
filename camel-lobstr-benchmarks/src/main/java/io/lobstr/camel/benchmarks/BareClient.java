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
package io.lobstr.camel.benchmarks;

import java.io.Closeable;
import java.io.IOException;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;

/**
 * How one asks the API with HttpClient 5 and Jackson alone: a client that is set up as the component's is (pooled, the
 * same timeouts, no retries, redirects or cookies), the key in a header, and the answer's stream straight into an
 * object.
 */
public final class BareClient implements Closeable {

    private static final Timeout CONNECT = Timeout.ofSeconds(10);
    private static final Timeout ANSWER = Timeout.ofSeconds(30);
    private static final int OK = 200;

    private final ObjectMapper mapper = new ObjectMapper();
    private final CloseableHttpClient http = HttpClients.custom()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setDefaultConnectionConfig(
                            ConnectionConfig.custom().setConnectTimeout(CONNECT).setSocketTimeout(ANSWER).build())
                    .build())
            .setDefaultRequestConfig(
                    RequestConfig.custom().setConnectionRequestTimeout(ANSWER).setResponseTimeout(ANSWER).build())
            .disableAutomaticRetries().disableRedirectHandling().disableCookieManagement().disableAuthCaching()
            .setUserAgent("bare").build();

    /**
     * @param  url         what to ask for
     * @param  type        what the answer becomes
     * @param  <T>         the same
     * @return             the answer
     * @throws IOException if there is none
     */
    public <T> T get(String url, Class<T> type) throws IOException {
        HttpGet get = new HttpGet(url);
        get.setHeader("Accept", "application/json");
        get.setHeader("Authorization", "Token key");
        return http.execute(get, response -> {
            if (response.getCode() != OK) {
                throw new IOException("status " + response.getCode());
            }
            return mapper.readValue(response.getEntity().getContent(), type);
        });
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
