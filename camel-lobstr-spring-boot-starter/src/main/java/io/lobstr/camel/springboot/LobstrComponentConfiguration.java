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
package io.lobstr.camel.springboot;

import io.lobstr.camel.LobstrConfiguration;
import org.apache.camel.spring.boot.ComponentConfigurationPropertiesCommon;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The component's options as properties of the application. What is not set stays as the component has it, so that a
 * component or a configuration that the application makes itself keeps its own values.
 */
@ConfigurationProperties(prefix = "camel.component.lobstr")
public class LobstrComponentConfiguration extends ComponentConfigurationPropertiesCommon {

    /**
     * Where the API is.
     */
    private String baseUrl;

    /**
     * The options that all endpoints start from.
     */
    private LobstrConfiguration configuration;

    /**
     * Allows for bridging the consumer to the Camel routing Error Handler, which mean any exceptions (if possible)
     * occurred while the Camel consumer is trying to pickup incoming messages, or the likes, will now be processed as a
     * message and handled by the routing Error Handler. Important: This is only possible if the 3rd party component
     * allows Camel to be alerted if an exception was thrown. Some components handle this internally only, and therefore
     * bridgeErrorHandler is not possible. In other situations we may improve the Camel component to hook into the 3rd
     * party component and make this possible for future releases. By default the consumer will use the
     * org.apache.camel.spi.ExceptionHandler to deal with exceptions, that will be logged at WARN or ERROR level and
     * ignored.
     */
    private Boolean bridgeErrorHandler;

    /**
     * Whether the producer should be started lazy (on the first message). By starting lazy you can use this to allow
     * CamelContext and routes to startup in situations where a producer may otherwise fail during starting and cause
     * the route to fail being started. By deferring this startup to be lazy then the startup failure can be handled
     * during routing messages via Camel's routing error handlers. Beware that when the first message is processed then
     * creating and starting the producer may take a little time and prolong the total processing time of the
     * processing.
     */
    private Boolean lazyStartProducer;

    /**
     * Whether autowiring is enabled. This is used for automatic autowiring options (the option must be marked as
     * autowired) by looking up in the registry to find if there is a single instance of matching type, which then gets
     * configured on the component. This can be used for automatic configuring JDBC data sources, JMS connection
     * factories, AWS Clients, etc.
     */
    private Boolean autowiredEnabled;

    /**
     * Used for enabling or disabling all consumer based health checks from this component
     */
    private Boolean healthCheckConsumerEnabled;

    /**
     * Used for enabling or disabling all producer based health checks from this component. Notice: Camel has by default
     * disabled all producer based health-checks. You can turn on producer checks globally by setting
     * camel.health.producersEnabled=true.
     */
    private Boolean healthCheckProducerEnabled;

    /**
     * The longest time to connect to the API.
     */
    private String connectTimeout;

    /**
     * The biggest JSON answer that is read, in bytes. A bigger one is refused.
     */
    private Long maxResponseSize;

    /**
     * How often a failed request is sent again at most, where that is safe. 0 turns retries off.
     */
    private Integer maxRetries;

    /**
     * The longest wait before a retry. If the API asks for a longer one, the request fails at once, and a consumer
     * polls again no sooner than asked.
     */
    private String maxRetryDelay;

    /**
     * How many requests a minute this application may send with one API key, over all endpoints of the component. The
     * API's own limits are kept besides. 0 lifts them all, for tests against a simulator.
     */
    private Integer requestsPerMinute;

    /**
     * The longest time that one whole attempt may take, connecting and reading the answer included. A download, and
     * what is uploaded, are bounded by it between two pieces instead.
     */
    private String requestTimeout;

    /**
     * The wait before the first retry. It doubles with each further one, less a random part of up to a half. Where the
     * API says how long to wait, exactly that is waited.
     */
    private String retryDelay;

    /**
     * The host of a proxy through which the API is reached.
     */
    private String proxyHost;

    /**
     * The password that the proxy asks for.
     */
    private String proxyPassword;

    /**
     * The port of the proxy.
     */
    private Integer proxyPort;

    /**
     * The user name that the proxy asks for.
     */
    private String proxyUsername;

    /**
     * Whether downloadRun follows links that the API answers also to hosts that are not public (loopback, private and
     * link-local addresses), and over plain http. Without it, it does so only where the base URL is such a place
     * itself.
     */
    private Boolean allowPrivateDownloads;

    /**
     * The API key of the lobstr.io account. It goes to the host of the base URL and nowhere else.
     */
    private String apiKey;

    /**
     * The TLS settings of the connection to the API.
     */
    private SSLContextParameters sslContextParameters;

    /**
     * Whether to use the TLS settings of the Camel context where none are set here.
     */
    private Boolean useGlobalSslContextParameters;

    /** @return {@code camel.component.lobstr.base-url}, null where it is not set */
    public String getBaseUrl() {
        return baseUrl;
    }

    /** @param baseUrl {@code camel.component.lobstr.base-url} */
    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** @return {@code camel.component.lobstr.configuration}, null where it is not set */
    public LobstrConfiguration getConfiguration() {
        return configuration;
    }

    /** @param configuration {@code camel.component.lobstr.configuration} */
    public void setConfiguration(LobstrConfiguration configuration) {
        this.configuration = configuration;
    }

    /** @return {@code camel.component.lobstr.bridge-error-handler}, null where it is not set */
    public Boolean getBridgeErrorHandler() {
        return bridgeErrorHandler;
    }

    /** @param bridgeErrorHandler {@code camel.component.lobstr.bridge-error-handler} */
    public void setBridgeErrorHandler(Boolean bridgeErrorHandler) {
        this.bridgeErrorHandler = bridgeErrorHandler;
    }

    /** @return {@code camel.component.lobstr.lazy-start-producer}, null where it is not set */
    public Boolean getLazyStartProducer() {
        return lazyStartProducer;
    }

    /** @param lazyStartProducer {@code camel.component.lobstr.lazy-start-producer} */
    public void setLazyStartProducer(Boolean lazyStartProducer) {
        this.lazyStartProducer = lazyStartProducer;
    }

    /** @return {@code camel.component.lobstr.autowired-enabled}, null where it is not set */
    public Boolean getAutowiredEnabled() {
        return autowiredEnabled;
    }

    /** @param autowiredEnabled {@code camel.component.lobstr.autowired-enabled} */
    public void setAutowiredEnabled(Boolean autowiredEnabled) {
        this.autowiredEnabled = autowiredEnabled;
    }

    /** @return {@code camel.component.lobstr.health-check-consumer-enabled}, null where it is not set */
    public Boolean getHealthCheckConsumerEnabled() {
        return healthCheckConsumerEnabled;
    }

    /** @param healthCheckConsumerEnabled {@code camel.component.lobstr.health-check-consumer-enabled} */
    public void setHealthCheckConsumerEnabled(Boolean healthCheckConsumerEnabled) {
        this.healthCheckConsumerEnabled = healthCheckConsumerEnabled;
    }

    /** @return {@code camel.component.lobstr.health-check-producer-enabled}, null where it is not set */
    public Boolean getHealthCheckProducerEnabled() {
        return healthCheckProducerEnabled;
    }

    /** @param healthCheckProducerEnabled {@code camel.component.lobstr.health-check-producer-enabled} */
    public void setHealthCheckProducerEnabled(Boolean healthCheckProducerEnabled) {
        this.healthCheckProducerEnabled = healthCheckProducerEnabled;
    }

    /** @return {@code camel.component.lobstr.connect-timeout}, null where it is not set */
    public String getConnectTimeout() {
        return connectTimeout;
    }

    /** @param connectTimeout {@code camel.component.lobstr.connect-timeout} */
    public void setConnectTimeout(String connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    /** @return {@code camel.component.lobstr.max-response-size}, null where it is not set */
    public Long getMaxResponseSize() {
        return maxResponseSize;
    }

    /** @param maxResponseSize {@code camel.component.lobstr.max-response-size} */
    public void setMaxResponseSize(Long maxResponseSize) {
        this.maxResponseSize = maxResponseSize;
    }

    /** @return {@code camel.component.lobstr.max-retries}, null where it is not set */
    public Integer getMaxRetries() {
        return maxRetries;
    }

    /** @param maxRetries {@code camel.component.lobstr.max-retries} */
    public void setMaxRetries(Integer maxRetries) {
        this.maxRetries = maxRetries;
    }

    /** @return {@code camel.component.lobstr.max-retry-delay}, null where it is not set */
    public String getMaxRetryDelay() {
        return maxRetryDelay;
    }

    /** @param maxRetryDelay {@code camel.component.lobstr.max-retry-delay} */
    public void setMaxRetryDelay(String maxRetryDelay) {
        this.maxRetryDelay = maxRetryDelay;
    }

    /** @return {@code camel.component.lobstr.requests-per-minute}, null where it is not set */
    public Integer getRequestsPerMinute() {
        return requestsPerMinute;
    }

    /** @param requestsPerMinute {@code camel.component.lobstr.requests-per-minute} */
    public void setRequestsPerMinute(Integer requestsPerMinute) {
        this.requestsPerMinute = requestsPerMinute;
    }

    /** @return {@code camel.component.lobstr.request-timeout}, null where it is not set */
    public String getRequestTimeout() {
        return requestTimeout;
    }

    /** @param requestTimeout {@code camel.component.lobstr.request-timeout} */
    public void setRequestTimeout(String requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    /** @return {@code camel.component.lobstr.retry-delay}, null where it is not set */
    public String getRetryDelay() {
        return retryDelay;
    }

    /** @param retryDelay {@code camel.component.lobstr.retry-delay} */
    public void setRetryDelay(String retryDelay) {
        this.retryDelay = retryDelay;
    }

    /** @return {@code camel.component.lobstr.proxy-host}, null where it is not set */
    public String getProxyHost() {
        return proxyHost;
    }

    /** @param proxyHost {@code camel.component.lobstr.proxy-host} */
    public void setProxyHost(String proxyHost) {
        this.proxyHost = proxyHost;
    }

    /** @return {@code camel.component.lobstr.proxy-password}, null where it is not set */
    public String getProxyPassword() {
        return proxyPassword;
    }

    /** @param proxyPassword {@code camel.component.lobstr.proxy-password} */
    public void setProxyPassword(String proxyPassword) {
        this.proxyPassword = proxyPassword;
    }

    /** @return {@code camel.component.lobstr.proxy-port}, null where it is not set */
    public Integer getProxyPort() {
        return proxyPort;
    }

    /** @param proxyPort {@code camel.component.lobstr.proxy-port} */
    public void setProxyPort(Integer proxyPort) {
        this.proxyPort = proxyPort;
    }

    /** @return {@code camel.component.lobstr.proxy-username}, null where it is not set */
    public String getProxyUsername() {
        return proxyUsername;
    }

    /** @param proxyUsername {@code camel.component.lobstr.proxy-username} */
    public void setProxyUsername(String proxyUsername) {
        this.proxyUsername = proxyUsername;
    }

    /** @return {@code camel.component.lobstr.allow-private-downloads}, null where it is not set */
    public Boolean getAllowPrivateDownloads() {
        return allowPrivateDownloads;
    }

    /** @param allowPrivateDownloads {@code camel.component.lobstr.allow-private-downloads} */
    public void setAllowPrivateDownloads(Boolean allowPrivateDownloads) {
        this.allowPrivateDownloads = allowPrivateDownloads;
    }

    /** @return {@code camel.component.lobstr.api-key}, null where it is not set */
    public String getApiKey() {
        return apiKey;
    }

    /** @param apiKey {@code camel.component.lobstr.api-key} */
    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    /** @return {@code camel.component.lobstr.ssl-context-parameters}, null where it is not set */
    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /** @param sslContextParameters {@code camel.component.lobstr.ssl-context-parameters} */
    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    /** @return {@code camel.component.lobstr.use-global-ssl-context-parameters}, null where it is not set */
    public Boolean getUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    /** @param useGlobalSslContextParameters {@code camel.component.lobstr.use-global-ssl-context-parameters} */
    public void setUseGlobalSslContextParameters(Boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }
}
