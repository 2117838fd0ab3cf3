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
package io.lobstr.camel;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.util.ObjectHelper;

/**
 * How the API is reached: the options that can be set once on the component, or on an endpoint.
 */
@UriParams
@Configurer(extended = true)
public class LobstrConfiguration implements Cloneable {

    /** Where the API is, if nothing else is said. */
    public static final String DEFAULT_BASE_URL = "https://api.lobstr.io/v1";

    private static final int LONGEST_KEY = 1000;
    private static final Pattern PLACEHOLDER = Pattern.compile("(?:\\$\\{|\\{\\{)(?:([A-Za-z0-9_.-]+)[:}])?");

    @UriParam(label = "security", secret = true)
    @Metadata(label = "security", secret = true)
    private String apiKey;
    @UriParam(defaultValue = DEFAULT_BASE_URL, label = "common")
    @Metadata(label = "common", defaultValue = DEFAULT_BASE_URL)
    private String baseUrl = DEFAULT_BASE_URL;
    @UriParam(defaultValue = "10s", javaType = "java.time.Duration", label = "advanced")
    private long connectTimeout = 10_000;
    @UriParam(defaultValue = "30s", javaType = "java.time.Duration", label = "advanced")
    private long requestTimeout = 30_000;
    @UriParam(defaultValue = "3", label = "advanced")
    private int maxRetries = 3;
    @UriParam(defaultValue = "1s", javaType = "java.time.Duration", label = "advanced")
    private long retryDelay = 1_000;
    @UriParam(defaultValue = "60s", javaType = "java.time.Duration", label = "advanced")
    private long maxRetryDelay = 60_000;
    @UriParam(defaultValue = "" + 32 * 1024 * 1024, label = "advanced")
    private long maxResponseSize = 32L * 1024 * 1024;
    @UriParam(label = "security")
    private SSLContextParameters sslContextParameters;
    @UriParam(label = "security")
    private boolean useGlobalSslContextParameters;
    @UriParam(label = "proxy")
    private String proxyHost;
    @UriParam(label = "proxy")
    private Integer proxyPort;
    @UriParam(label = "proxy", secret = true)
    private String proxyUsername;
    @UriParam(label = "proxy", secret = true)
    private String proxyPassword;

    /**
     * @return a copy, for an endpoint that changes some of it
     */
    public LobstrConfiguration copy() {
        try {
            return (LobstrConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    /**
     * @throws IllegalArgumentException if an option cannot be; the message names it
     */
    void validate() {
        if (ObjectHelper.isEmpty(apiKey)) {
            throw new IllegalArgumentException(
                    "lobstr.io needs an API key: set the option apiKey, or camel.component.lobstr.api-key once for all endpoints");
        }
        if (apiKey.length() > LONGEST_KEY) {
            throw new IllegalArgumentException(
                    "apiKey has more than " + LONGEST_KEY
                                               + " characters, which no key of lobstr.io has: set it as the account page shows it");
        }
        refusePlaceholder("apiKey", apiKey);
        if (!apiKey.equals(apiKey.strip()) || !apiKey.chars().allMatch(one -> one >= ' ' && one < 0x7f)) {
            throw new IllegalArgumentException(
                    "apiKey has a blank or a line end at its ends, or a character that no HTTP header holds: set it as the"
                                               + " account page shows it");
        }
        validateAddress("baseUrl", baseUrl, DEFAULT_BASE_URL);
        atLeast("connectTimeout", connectTimeout, 1);
        atLeast("requestTimeout", requestTimeout, 1);
        atLeast("maxRetries", maxRetries, 0);
        atLeast("retryDelay", retryDelay, 1);
        atLeast("maxRetryDelay", maxRetryDelay, 0);
        atLeast("maxResponseSize", maxResponseSize, 1);
        if (ObjectHelper.isEmpty(proxyHost) != (proxyPort == null)) {
            throw new IllegalArgumentException("proxyHost and proxyPort belong together: set both or neither");
        }
    }

    /**
     * Spring Boot leaves what it cannot resolve as it stands; what follows the name may be a default, and the secret.
     */
    static void refusePlaceholder(String option, String secret) {
        Matcher placeholder = PLACEHOLDER.matcher(secret);
        if (placeholder.lookingAt()) {
            throw new IllegalArgumentException(
                    option + " is a placeholder that has no value: set "
                                               + (placeholder.group(1) == null ? "what it names" : placeholder.group(1)));
        }
    }

    static void validateAddress(String option, String address, String example) {
        try {
            URI uri = new URI(address == null ? "" : address);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return;
            }
        } catch (URISyntaxException e) {
            // said below; the exception would repeat it
        }
        throw new IllegalArgumentException(
                option + "=" + address + " is no address such as " + example + ", without user, query or fragment");
    }

    static void atLeast(String option, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(option + "=" + value + " is too small: it must be at least " + least);
        }
    }

    /** @return the API key */
    public String getApiKey() {
        return apiKey;
    }

    /**
     * The API key of the lobstr.io account. It goes to the host of the base URL and nowhere else.
     *
     * @param apiKey a secret; required here or on the component
     */
    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    /** @return where the API is */
    public String getBaseUrl() {
        return baseUrl;
    }

    /**
     * Where the API is.
     *
     * @param baseUrl an http or https address
     */
    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** @return the longest time to connect, in milliseconds */
    public long getConnectTimeout() {
        return connectTimeout;
    }

    /**
     * The longest time to connect to the API.
     *
     * @param connectTimeout milliseconds
     */
    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    /** @return the longest time of one attempt, in milliseconds */
    public long getRequestTimeout() {
        return requestTimeout;
    }

    /**
     * The longest time that one whole attempt may take, connecting and reading the answer included. A download, and
     * what is uploaded, are bounded by it between two pieces instead.
     *
     * @param requestTimeout milliseconds
     */
    public void setRequestTimeout(long requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    /** @return how often a failed request is sent again */
    public int getMaxRetries() {
        return maxRetries;
    }

    /**
     * How often a failed request is sent again at most, where that is safe. 0 turns retries off.
     *
     * @param maxRetries 0 or more
     */
    public void setMaxRetries(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    /** @return the wait before the first retry, in milliseconds */
    public long getRetryDelay() {
        return retryDelay;
    }

    /**
     * The wait before the first retry. It doubles with each further one, less a random part of up to a half. Where the
     * API says how long to wait, exactly that is waited.
     *
     * @param retryDelay milliseconds
     */
    public void setRetryDelay(long retryDelay) {
        this.retryDelay = retryDelay;
    }

    /** @return the longest wait before a retry, in milliseconds */
    public long getMaxRetryDelay() {
        return maxRetryDelay;
    }

    /**
     * The longest wait before a retry. If the API asks for a longer one, the request fails at once, and a consumer
     * polls again no sooner than asked.
     *
     * @param maxRetryDelay milliseconds
     */
    public void setMaxRetryDelay(long maxRetryDelay) {
        this.maxRetryDelay = maxRetryDelay;
    }

    /** @return the biggest answer that is read, in bytes */
    public long getMaxResponseSize() {
        return maxResponseSize;
    }

    /**
     * The biggest JSON answer that is read, in bytes. A bigger one is refused.
     *
     * @param maxResponseSize bytes
     */
    public void setMaxResponseSize(long maxResponseSize) {
        this.maxResponseSize = maxResponseSize;
    }

    /** @return the TLS settings */
    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /**
     * The TLS settings of the connection to the API.
     *
     * @param sslContextParameters Camel's TLS settings
     */
    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    /** @return whether the context's TLS settings are used */
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    /**
     * Whether to use the TLS settings of the Camel context where none are set here.
     *
     * @param useGlobalSslContextParameters true to use them
     */
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    /** @return the host of the proxy */
    public String getProxyHost() {
        return proxyHost;
    }

    /**
     * The host of a proxy through which the API is reached.
     *
     * @param proxyHost a host name
     */
    public void setProxyHost(String proxyHost) {
        this.proxyHost = proxyHost;
    }

    /** @return the port of the proxy */
    public Integer getProxyPort() {
        return proxyPort;
    }

    /**
     * The port of the proxy.
     *
     * @param proxyPort a port
     */
    public void setProxyPort(Integer proxyPort) {
        this.proxyPort = proxyPort;
    }

    /** @return the user at the proxy */
    public String getProxyUsername() {
        return proxyUsername;
    }

    /**
     * The user name that the proxy asks for.
     *
     * @param proxyUsername a user name
     */
    public void setProxyUsername(String proxyUsername) {
        this.proxyUsername = proxyUsername;
    }

    /** @return the password at the proxy */
    public String getProxyPassword() {
        return proxyPassword;
    }

    /**
     * The password that the proxy asks for.
     *
     * @param proxyPassword a secret
     */
    public void setProxyPassword(String proxyPassword) {
        this.proxyPassword = proxyPassword;
    }
}
