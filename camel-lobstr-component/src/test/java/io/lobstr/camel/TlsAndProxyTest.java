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

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.model.Balance;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The way to the API leads over TLS, and in some houses through a proxy.
 */
class TlsAndProxyTest extends CamelTestSupport {

    private static final String KEY = "k3y-of-the-account";
    private static final String PASSWORD = "password";
    private static final String BALANCE = "{\"available\":5,\"consumed\":2}";

    @TempDir
    private static Path folder;
    private static String keystore;

    /** One of each for all, since the keys of a proxy take a second to make. */
    private static WireMockServer api;
    private static WireMockServer proxy;

    /** A certificate that the host signed itself. */
    @BeforeAll
    static void startServers() throws Exception {
        keystore = folder.resolve("api.p12").toString();
        Process keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "api",
                "-keyalg", "RSA", "-dname", "CN=localhost", "-ext", "san=dns:localhost", "-storetype", "PKCS12", "-keystore",
                keystore, "-storepass", PASSWORD).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        api = new WireMockServer(
                WireMockConfiguration.options().dynamicPort().dynamicHttpsPort().keystorePath(keystore).keystoreType("PKCS12")
                        .keystorePassword(PASSWORD).keyManagerPassword(PASSWORD));
        proxy = new WireMockServer(
                WireMockConfiguration.options().dynamicPort().enableBrowserProxying(true).trustAllProxyTargets(true));
        api.start();
        proxy.start();
    }

    @AfterAll
    static void stopServers() {
        api.stop();
        proxy.stop();
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        api.stubFor(get(urlEqualTo("/v1/user/balance")).willReturn(okJson(BALANCE)));
        CamelContext context = super.createCamelContext();
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + keystore);
        store.setPassword(PASSWORD);
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        SSLContextParameters tls = new SSLContextParameters();
        tls.setTrustManagers(trust);
        context.getRegistry().bind("tls", tls);
        LobstrComponent lobstr = new LobstrComponent();
        lobstr.getConfiguration().setApiKey(KEY);
        lobstr.getConfiguration().setRetryDelay(1);
        context.addComponent("lobstr", lobstr);
        return context;
    }

    @AfterEach
    void reset() {
        api.resetAll();
        proxy.resetAll();
    }

    private Exchange ask(String options) {
        return template().request("lobstr:getBalance?" + options, exchange -> {
        });
    }

    private String https() {
        return "baseUrl=https://localhost:" + api.httpsPort() + "/v1";
    }

    private String http() {
        return "baseUrl=http://localhost:" + api.port() + "/v1";
    }

    private String throughProxy() {
        return "&proxyHost=localhost&proxyPort=" + proxy.port();
    }

    private void answered(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(Balance.class).getLeft()).isEqualByComparingTo("3");
    }

    private LobstrServerException notSent(Exchange exchange) {
        assertThat(exchange.getException()).isInstanceOf(LobstrServerException.class);
        LobstrServerException failure = (LobstrServerException) exchange.getException();
        assertThat(failure.isRequestSent()).isFalse();
        assertThat(failure).hasMessageStartingWith("getBalance got no answer: no connection");
        api.verify(0, anyRequestedFor(anyUrl()));
        return failure;
    }

    @Test
    void aTrustedCertificateIsTrusted() {
        answered(ask(https() + "&sslContextParameters=#tls"));
    }

    @Test
    void theContextsTrustIsUsedWhereItIsAskedFor() {
        context().setSSLContextParameters(context().getRegistry().lookupByNameAndType("tls", SSLContextParameters.class));

        answered(ask(https() + "&useGlobalSslContextParameters=true"));
    }

    @Test
    void anUnknownCertificateIsRefusedBeforeAnythingIsSent() {
        assertThat(notSent(ask(https()))).hasMessageContaining("certificat");
    }

    @Test
    void aCertificateOfAnotherHostIsRefusedBeforeAnythingIsSent() {
        assertThat(notSent(ask("baseUrl=https://127.0.0.1:" + api.httpsPort() + "/v1&sslContextParameters=#tls")))
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void aServerWithoutTlsIsRefused() {
        Exchange exchange = ask("maxRetries=0&baseUrl=https://localhost:" + api.port() + "/v1");

        assertThat(exchange.getException()).isInstanceOf(LobstrServerException.class);
        api.verify(0, getRequestedFor(anyUrl()));
    }

    @Test
    void aProxyIsGoneThrough() {
        answered(ask(http() + throughProxy()));

        proxy.verify(1, getRequestedFor(urlEqualTo("/v1/user/balance")));
    }

    @Test
    void tlsGoesThroughAProxyThatHearsNothing() throws Exception {
        try (TunnelProxy tunnel = new TunnelProxy(null)) {
            answered(ask(https() + "&sslContextParameters=#tls&proxyHost=localhost&proxyPort=" + tunnel.port()));

            assertThat(tunnel.requests()).singleElement().asString()
                    .startsWith("CONNECT localhost:" + api.httpsPort() + " HTTP/1.1\r\n").doesNotContain("\r\nAuthorization:");
            assertThat(tunnel.heard()).doesNotContain(KEY).doesNotContain("/v1/user/balance");
        }
        api.verify(1, getRequestedFor(urlEqualTo("/v1/user/balance")).withHeader("Authorization", equalTo("Token " + KEY)));
    }

    @Test
    void aTunnelIsOpenedWithTheCredentialsOfTheProxyAndNotWithTheKey() throws Exception {
        String basic = "Basic " + Base64.getEncoder().encodeToString("me:s3cret".getBytes(StandardCharsets.UTF_8));
        try (TunnelProxy tunnel = new TunnelProxy(basic)) {
            String through = https() + "&sslContextParameters=#tls&proxyHost=localhost&proxyPort=" + tunnel.port();

            answered(ask(through + "&proxyUsername=me&proxyPassword=s3cret"));
            Exchange without = ask(through);

            assertThat(without.getException()).isInstanceOf(LobstrException.class)
                    .hasMessageContaining("407").hasMessageNotContaining(KEY);
            assertThat(tunnel.heard()).doesNotContain(KEY);
        }
        api.verify(1, anyRequestedFor(anyUrl()));
        api.verify(1, getRequestedFor(anyUrl()).withoutHeader("Proxy-Authorization"));
    }

    /** This one breaks the connection open, with a certificate of its own. */
    @Test
    void tlsIsSpokenThroughTheProxyAndNotWithIt() {
        assertThat(notSent(ask(https() + "&sslContextParameters=#tls" + throughProxy()))).hasMessageContaining("certificat");
    }

    @Test
    void aProxyGetsTheCredentialsForWhichItAsks() {
        String basic = "Basic " + Base64.getEncoder().encodeToString("me:s3cret".getBytes(StandardCharsets.UTF_8));
        proxy.stubFor(any(anyUrl()).atPriority(5)
                .willReturn(WireMock.aResponse().withStatus(407).withHeader("Proxy-Authenticate", "Basic realm=\"house\"")));
        proxy.stubFor(any(anyUrl()).atPriority(1).withHeader("Proxy-Authorization", equalTo(basic))
                .willReturn(okJson(BALANCE)));

        answered(ask(http() + throughProxy() + "&proxyUsername=me&proxyPassword=s3cret"));

        Exchange without = ask(http() + throughProxy());
        assertThat(without.getException()).isInstanceOf(LobstrException.class)
                .hasMessageContaining("407").hasMessageNotContaining(KEY);
    }

    /** In an answer, in the words beside a status, or for a tunnel that it does not open. */
    @ParameterizedTest
    @CsvSource({
            "http, 400 Bad Request, me:s3cret-0f-the-pr0xy", "http, 400 Bad Request, Basic bWU6czNjcmV0LTBmLXRoZS1wcjB4eQ==",
            "http, 502 no s3cret-0f-the-pr0xy here, none", "https, 502 not for me:s3cret-0f-the-pr0xy, none",
            "https, 403 not s3cret%2D0f%2Dthe%2Dpr0xy, none" })
    void whatAProxyIsToldStandsInNoFailure(String scheme, String status, String words) throws Exception {
        RawServer talkative = new RawServer(
                (request, out) -> RawServer.answer(out, status,
                        "Content-Type: application/json\r\n", "{\"error\":{\"message\":\"cannot use " + words + "\"}}"));
        try (talkative) {
            Exchange exchange = ask("maxRetries=0&baseUrl=" + scheme + "://api.example.com/v1&proxyHost=localhost&proxyPort="
                                    + talkative.port() + "&proxyUsername=me&proxyPassword=s3cret-0f-the-pr0xy");

            StringWriter trace = new StringWriter();
            exchange.getException().printStackTrace(new PrintWriter(trace));
            assertThat(exchange.getException()).isInstanceOf(LobstrException.class).hasMessageContaining("xxxxxx");
            assertThat(trace.toString()).doesNotContain("pr0xy", "czNjcmV0");
            assertThat(talkative.requests()).isNotEmpty();
        }
    }

    @Test
    void aProxyThatIsNotThereIsNamed() {
        assertThat(notSent(ask(http() + "&proxyHost=localhost&proxyPort=1")))
                .hasMessageContaining("localhost:1");
    }
}
