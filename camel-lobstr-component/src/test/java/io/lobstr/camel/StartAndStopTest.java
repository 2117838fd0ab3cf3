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

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.lobstr.camel.exception.LobstrStoppedException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * What is said at the start of a key that is not as it should be, or not where; and what is left after the stop.
 */
class StartAndStopTest {

    private static final String KEY = "S3cr3tKey";
    private static final Duration SOON = Duration.ofSeconds(60);

    private static CamelContext context(String key) {
        CamelContext context = new DefaultCamelContext();
        LobstrComponent lobstr = new LobstrComponent();
        lobstr.getConfiguration().setApiKey(key);
        lobstr.getConfiguration().setBaseUrl("http://localhost:1/v1");
        context.addComponent("lobstr", lobstr);
        return context;
    }

    private static List<String> warnings(CamelContext context, RouteBuilder routes) throws Exception {
        try (context; Warnings warnings = new Warnings()) {
            context.addRoutes(routes);
            context.start();
            assertThat(warnings.messages()).noneMatch(message -> message.contains(KEY));
            return warnings.own();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            " key", "key ", "key\n", "key\r\n", "\tkey", "k\ney", "k\u00e4y", "k\u20acy", "k\u0000y", "\ufeffkey" })
    void aKeyThatNoHeaderHoldsIsRefused(String key) throws Exception {
        try (CamelContext context = context(key)) {
            assertThatThrownBy(() -> context.getEndpoint("lobstr:getRun")).rootCause()
                    .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("apiKey has a blank or a line end")
                    .hasMessageNotContaining(key.strip());
        }
    }

    /** Whatever it is, it is not worked on. */
    @ParameterizedTest
    @ValueSource(strings = { "k", "${k", "\u0000" })
    void aKeyThatIsFarTooLongIsRefused(String part) throws Exception {
        try (CamelContext context = context(part.repeat(10_000_000 / part.length()))) {
            assertThatThrownBy(() -> context.getEndpoint("lobstr:getRun")).rootCause()
                    .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("apiKey has more than 1000 characters")
                    .hasMessageNotContaining("kkk");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "direct:a>lobstr:getRun?apiKey=S3cr3tKey", "direct:a>lobstr:getRun?run=r&apiKey=RAW(S3cr3tKey)",
            "direct:a>toD:lobstr:getRun?run=${header.x}&apiKey=S3cr3tKey",
            "lobstr:finishedRuns?squid=s&apiKey=S3cr3tKey>mock:b", "direct:a>nested:lobstr:getRun?apiKey=S3cr3tKey" })
    void aKeyThatStandsInAUriIsWarnedOf(String route) throws Exception {
        List<String> warnings = warnings(context("other"), route(route));

        assertThat(warnings).singleElement().asString().startsWith("Route mine has the option apiKey in a URI as it is")
                .contains("{{lobstr.apiKey}}");
    }

    /** By the last word of its name Camel knows the property of a secret, whose value it then does not log. */
    @Test
    void theSecretThatStandsInAUriIsWarnedOfByANameThatCamelMasks() throws Exception {
        assertThat(warnings(context(KEY),
                route("lobstr:finishedRuns?squid=s&initialDelay=1h&webhookSecret=0123456789abcdef>mock:b")))
                .singleElement().asString().contains("option webhookSecret in a URI", "{{lobstr.webhook.secret}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "direct:a>lobstr:getRun?apiKey={{my.key}}", "direct:a>lobstr:getRun?apiKey=RAW({{my.key}})",
            "direct:a>lobstr:getRun",
            "direct:a>toD:lobstr:getRun?run=r&apiKey=${header.key}",
            "lobstr:finishedRuns?squid=s&apiKey={{my.key}}>mock:b", "direct:a>lobstr:getRun?run=r&apiKey=#bean:key" })
    void aPlaceholderIsNot(String route) throws Exception {
        CamelContext context = context("other");
        Properties properties = new Properties();
        properties.setProperty("my.key", KEY);
        context.getPropertiesComponent().setInitialProperties(properties);
        context.getRegistry().bind("key", KEY);

        assertThat(warnings(context, route(route))).noneMatch(message -> message.contains("in a URI"));
    }

    private static RouteBuilder route(String text) {
        String from = text.substring(0, text.indexOf('>'));
        String to = text.substring(text.indexOf('>') + 1);
        return new RouteBuilder() {
            @Override
            public void configure() {
                if (to.startsWith("toD:")) {
                    from(from).routeId("mine").toD(to.substring(4));
                } else if (to.startsWith("nested:")) {
                    from(from).routeId("mine").choice().when(body().isNull()).to(to.substring(7)).otherwise().to("mock:b");
                } else {
                    from(from).routeId("mine").to(to);
                }
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = { "http://lobstr.example.com/v1", "http://10.0.0.1/v1" })
    void plainHttpToAnotherHostIsWarnedOf(String baseUrl) throws Exception {
        assertThat(warnings(context(KEY), route("direct:a>lobstr:getRun?baseUrl=" + baseUrl))).singleElement().asString()
                .contains("over plain http").contains("baseUrl");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "https://lobstr.example.com/v1", "http://localhost:1/v1", "http://127.0.0.1:1/api", "http://[::1]:1/v1" })
    void whatNobodyCanReadIsNot(String baseUrl) throws Exception {
        assertThat(warnings(context(KEY), route("direct:a>lobstr:getRun?baseUrl=" + baseUrl))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://lobstr.example.com", "http://localhost:1/" })
    void anAddressWithoutAPathIsWarnedOf(String baseUrl) throws Exception {
        assertThat(warnings(context(KEY), route("direct:a>lobstr:getRun?baseUrl=" + baseUrl))).singleElement().asString()
                .contains("baseUrl=" + baseUrl.replaceAll("/$", ""), "has no path", baseUrl.replaceAll("/$", "") + "/v1");
    }

    /** Nobody means 60 ms. */
    @ParameterizedTest
    @ValueSource(strings = {
            "lobstr:finishedRuns?squid=s&initialDelay=1h&delay=60&baseUrl=https://lobstr.example.com/v1>mock:b",
            "direct:a>lobstr:awaitRun?pollInterval=60&baseUrl=https://lobstr.example.com/v1",
            "direct:a>lobstr:startRun?onActiveRun=wait&pollInterval=60&baseUrl=https://lobstr.example.com/v1",
            "direct:a>lobstr:uploadTasks?pollInterval=60&baseUrl=https://lobstr.example.com/v1" })
    void looksThatAreTooCloseAreWarnedOf(String route) throws Exception {
        String option = route.contains("pollInterval") ? "pollInterval" : "delay";

        assertThat(warnings(context(KEY), route(route))).singleElement().asString()
                .contains("asks every 60 ms (" + option + ")", "a number without a unit is milliseconds");
        assertThat(warnings(context(KEY), route(route.replace("=60&", "=5s&")))).isEmpty();
        assertThat(warnings(context(KEY), route(route.replace("https://lobstr.example.com", "http://localhost:1"))))
                .isEmpty();
    }

    /** Of a poll, and of a producer that Camel does not wait for any longer. */
    @Test
    void aStopWaitsForNoAnswer() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        try (RawServer silent = new RawServer((request, out) -> stopped.await()); CamelContext context = context("k3y")) {
            LobstrComponent lobstr = context.getComponent("lobstr", LobstrComponent.class);
            lobstr.getConfiguration().setBaseUrl(silent.url());
            lobstr.getConfiguration().setRequestTimeout(Duration.ofHours(1).toMillis());
            context.getShutdownStrategy().setTimeout(1);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("lobstr:finishedRuns?initialDelay=0").to("mock:finished");
                    from("direct:in").to("lobstr:getRun?run=r1");
                }
            });
            context.start();
            CompletableFuture<Exchange> asked
                    = context.createProducerTemplate().asyncSend("direct:in", new DefaultExchange(context));
            await().atMost(SOON).until(() -> silent.requests().size() == 2);

            CompletableFuture<Void> stop = CompletableFuture.runAsync(context::stop);

            assertThat(stop).succeedsWithin(SOON);
            assertThat(asked).succeedsWithin(SOON).extracting(Exchange::getException)
                    .isInstanceOf(LobstrStoppedException.class);
        } finally {
            stopped.countDown();
        }
    }

    @Test
    void noMeterIsLeftAfterTheStop() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        CamelContext context = context(KEY);
        context.getRegistry().bind("meters", registry);
        try (context) {
            context.addRoutes(route("direct:a>lobstr:getRun?run=r&maxRetries=0"));
            context.start();
            context.createProducerTemplate().request("direct:a", exchange -> {
            });
            assertThat(registry.getMeters()).extracting(meter -> meter.getId().getName()).contains("camel.lobstr.requests");
        }

        assertThat(registry.getMeters()).isEmpty();
    }
}
