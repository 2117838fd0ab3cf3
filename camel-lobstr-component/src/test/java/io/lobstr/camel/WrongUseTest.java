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

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.OptionCheck;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.UriParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What can be known at start is said at start: one message, with the option's name and the fix.
 */
class WrongUseTest {

    private Throwable start(String from, String to) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(from).to(to);
                }
            });
            return catchThrowable(context::start);
        }
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments("lobstr:fooBar?apiKey=k", "lobstr:fooBar is unknown: from(…) takes lobstr:finishedRuns"),
                arguments("lobstr:getRun",
                        "lobstr.io needs an API key: set the option apiKey, or camel.component.lobstr.api-key"),
                arguments("lobstr:listRuns?apiKey=k&limit=500",
                        "limit=500 is out of range: a page of lobstr.io has 1 to 100 items"),
                arguments("lobstr:listRuns?apiKey=k&limit=0", "limit=0 is out of range"),
                arguments("lobstr:listRuns?apiKey=k&page=0", "page=0 is out of range: pages are counted from 1"),
                arguments("lobstr:listRuns?apiKey=k&limt=5", "Unknown parameters=[{limt=5}]"),
                arguments("lobstr:getRun?apiKey=k&allPages=true",
                        "lobstr:getRun does not take allPages, an option of listRuns, listRunTasks, listSquids, listResults"),
                arguments("lobstr:getRun?apiKey=k&fileFormat=xlsx&onActiveRun=join",
                        "lobstr:getRun does not take fileFormat, an option of downloadRun"),
                arguments("lobstr:testDelivery?apiKey=k", "testDelivery needs a delivery: set the option delivery"),
                arguments("lobstr:testDelivery?apiKey=k&delivery=slack",
                        "delivery=slack is unknown: it is one of email, googlesheet, webhook, s3, sftp"),
                arguments("lobstr:startRun?apiKey=k&squid=a,b", "squid=a,b names several, where one is meant"),
                arguments("lobstr:startRun?apiKey=k&squid=*",
                        "squid=* says every squid, which only finishedRuns takes: name one"),
                arguments("lobstr:getRun?apiKey=k&run=a/b",
                        "run=a/b is no hash: a hash has no /, no \\ and no control characters"),
                arguments("lobstr:getRun?apiKey=k&run=..", "run=.. is no hash"),
                arguments("lobstr:finishedRuns?apiKey=k&squid=s",
                        "to(\"lobstr:finishedRuns\") cannot work: finishedRuns is for from(…). A producer takes one of startRun, getRun"),
                arguments("lobstr:getRun?apiKey=k&baseUrl=ftp://x",
                        "baseUrl=ftp://x is no address such as https://api.lobstr.io/v1"),
                arguments("lobstr:getRun?apiKey=k&baseUrl=not an address", "is no address such as"),
                arguments("lobstr:getRun?apiKey=k&requestTimeout=0", "requestTimeout=0 is too small: it must be at least 1"),
                arguments("lobstr:getRun?apiKey=k&maxRetries=-1", "maxRetries=-1 is too small: it must be at least 0"),
                arguments("lobstr:downloadRun?apiKey=k&fileFormat=xml",
                        "fileFormat=xml is unknown: it is one of csv, json, jsonl, xlsx"),
                arguments("lobstr:downloadRun?apiKey=k&file-format=xml",
                        "file-format=xml is unknown: it is one of csv, json, jsonl, xlsx"),
                arguments("lobstr:downloadRun?apiKey=k&fields=a&omit=b",
                        "fields and omit exclude each other in lobstr:downloadRun: set one of them"),
                arguments("lobstr:downloadRun?apiKey=k&fields=a,,b", "fields=a,,b names a column of no name"),
                arguments("lobstr:downloadRun?apiKey=k&omit=,", "omit=, names a column of no name"),
                arguments("lobstr:listResults?apiKey=k&fields=a",
                        "lobstr:listResults does not take fields, an option of downloadRun"),
                arguments("lobstr:awaitRun?apiKey=k&awaitTimeout=0", "awaitTimeout=0 is too small: it must be at least 1"),
                arguments("lobstr:awaitRun?apiKey=k&pollInterval=0", "pollInterval=0 is too small: it must be at least 1"),
                arguments("lobstr:getRun?apiKey=k&proxyHost=proxy", "proxyHost and proxyPort belong together"),
                arguments("lobstr:startRun?apiKey=k&onActiveRun=kill",
                        "onActiveRun=kill is unknown: it is one of fail, join, wait"),
                arguments("lobstr:startRun?apiKey=k&awaitTimeout=1h",
                        "lobstr:startRun takes awaitTimeout only with onActiveRun=wait: set that, or leave awaitTimeout out"),
                arguments("lobstr:startRun?apiKey=k&onActiveRun=join&poll-interval=1s",
                        "lobstr:startRun takes poll-interval only with onActiveRun=wait: set that, or leave poll-interval out"),
                arguments("lobstr:awaitRun?apiKey=k&maxCredits=0",
                        "maxCredits=0.0 is no number of credits above 0: set one, or leave it out"),
                arguments("lobstr:awaitRun?apiKey=k&maxCredits=NaN", "maxCredits=NaN is no number of credits above 0"),
                arguments("lobstr:startRun?apiKey=k&maxCredits=5",
                        "lobstr:startRun does not take maxCredits, an option of awaitRun"),
                arguments("lobstr:getRun?apiKey=k&maxRetries=many", "Error binding property (maxRetries=many)"),
                arguments("lobstr:getRun?apiKey=k&start-from=now",
                        "lobstr:getRun does not take start-from, an option of finishedRuns"));
    }

    @ParameterizedTest
    @MethodSource
    void wrong(String uri, String message) throws Exception {
        assertThat(start("direct:in", uri)).hasStackTraceContaining(message)
                .satisfies(failure -> assertThat(root(failure)).isInstanceOf(Exception.class));
    }

    static Stream<Arguments> wrongConsumer() {
        return Stream.of(
                arguments("lobstr:startRun?apiKey=k&squid=s",
                        "from(\"lobstr:startRun\") cannot work: startRun is for to(…). A consumer takes finishedRuns"),
                arguments("lobstr:finishedRuns?apiKey=k&squid=,",
                        "squid=, names none: leave it out, or say squid=*, to watch every squid"),
                arguments("lobstr:finishedRuns?apiKey=k&squid=s&startFrom=yesterday",
                        "startFrom=yesterday is neither now, earliest, nor an instant such as 2025-02-04T10:25:13Z"),
                arguments("lobstr:finishedRuns?apiKey=k&squid=s&statuses=done,dnoe",
                        "statuses=done,dnoe names what is no way of finishing: there are aborted, done, error"),
                arguments("lobstr:finishedRuns?apiKey=k&squid=s&delay=0", "delay is 0, or no duration: set one such as 60s"),
                arguments("lobstr:finishedRuns?apiKey=k&allPages=true",
                        "lobstr:finishedRuns does not take allPages, an option of listRuns"),
                arguments("lobstr:finishedRuns?apiKey=k&push=true",
                        "push=true needs webhookSecret, from which the addresses that lobstr.io calls are made: set it to 16"
                                                                    + " random characters or more"),
                arguments("lobstr:runEvents", "runEvents needs webhookSecret"),
                arguments("lobstr:runEvents?webhookSecret=short-s3cret",
                        "webhookSecret has fewer than 16 characters, which somebody could guess: set a longer one"),
                arguments("lobstr:runEvents?webhookSecret=0123456789abcdef,short-s3cret",
                        "webhookSecret has fewer than 16 characters"),
                arguments("lobstr:runEvents?webhookSecret=0123456789abcdef,0123456789abcdef,0123456789abcdef",
                        "webhookSecret has 3 secrets in it, separated by commas: give the new one and the old one"),
                arguments("lobstr:runEvents?webhookSecret=RAW(${LOBSTR_WEBHOOK_SECRET})",
                        "webhookSecret is a placeholder that has no value: set LOBSTR_WEBHOOK_SECRET"),
                arguments("lobstr:runEvents?webhookSecret=0123456789abcdef&webhookPath=lobstr",
                        "webhookPath=lobstr is no path such as /lobstr"),
                arguments("lobstr:runEvents?webhookSecret=0123456789abcdef&webhookPath=/a/../b",
                        "webhookPath=/a/../b is no path"),
                arguments("lobstr:runEvents?webhookSecret=0123456789abcdef&webhookPath=/a/", "webhookPath=/a/ is no path"),
                arguments("lobstr:runEvents?webhookSecret=0123456789abcdef&webhookPath=/{a}", "webhookPath=/{a} is no path"),
                arguments("lobstr:finishedRuns?apiKey=k&push=true&webhookSecret=0123456789abcdef&webhookUrl=hooks.example.com",
                        "webhookUrl=hooks.example.com is no address such as https://hooks.example.com"),
                arguments("lobstr:runEvents?webhookSecret=0123456789abcdef&webhookUrl=https://hooks.example.com",
                        "lobstr.io needs an API key"),
                arguments("lobstr:finishedRuns?apiKey=k&pushedDelay=0", "pushedDelay=0 is too small"),
                arguments("lobstr:runEvents?webhookSecret=0123456789abcdef&delay=5s",
                        "lobstr:runEvents does not take delay, an option of finishedRuns"),
                arguments("lobstr:runEvents?webhookSecret=0123456789abcdef",
                        "The calls of webhooks come in on the HTTP server of the application, and there is none: add"
                                                                             + " camel-platform-http-main and set"
                                                                             + " camel.server.enabled=true with Camel Main"),
                arguments("lobstr:finishedRuns?apiKey=k&squid=*,a", "squid=*,a says every squid and names some"),
                arguments("lobstr:finishedRuns?apiKey=k&squid=a,b/c", "squid=b/c is no hash"));
    }

    @ParameterizedTest
    @MethodSource
    void wrongConsumer(String uri, String message) throws Exception {
        assertThat(start(uri, "mock:out")).hasStackTraceContaining(message)
                .satisfies(failure -> assertThat(root(failure)).isInstanceOf(Exception.class));
    }

    /** The endpoint's own options; what it shares with the component is in another class. */
    private static Set<String> own() {
        return Stream.of(LobstrEndpoint.class.getDeclaredFields()).filter(field -> field.isAnnotationPresent(UriParam.class))
                .map(Field::getName).filter(name -> !Set.of("configuration", "delay").contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyOptionIsTakenBySomeOperation() {
        assertThat(Stream.of(LobstrOperation.values()).flatMap(operation -> operation.options().stream()).distinct())
                .containsExactlyInAnyOrderElementsOf(own());
    }

    /** But for one that Camel itself takes out of every URI. */
    static Stream<String> ofTheComponentAlone() throws Exception {
        JsonNode metadata
                = new ObjectMapper().readTree(Path.of("src/generated/resources/META-INF/io/lobstr/camel/lobstr.json").toFile());
        return metadata.get("componentProperties").properties().stream().map(Map.Entry::getKey)
                .filter(option -> !metadata.get("properties").has(option) && !option.equals("autowiredEnabled"))
                .flatMap(option -> Stream.of(option, option.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)).distinct());
    }

    @ParameterizedTest
    @MethodSource
    void ofTheComponentAlone(String option) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            assertThat(catchThrowable(() -> context.getEndpoint("lobstr:getRun?apiKey=k&" + option + "=1")))
                    .hasStackTraceContaining(option + " is an option of the component, for all its endpoints together: set"
                                             + " camel.component.lobstr."
                                             + option.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
        }
    }

    static Stream<Arguments> thatAnOperationDoesNotTake() {
        return Stream.of(LobstrOperation.values()).flatMap(operation -> own().stream()
                .filter(option -> !operation.options().contains(option))
                .flatMap(option -> Stream.of(option, option.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT),
                        option.toLowerCase(Locale.ROOT)).distinct())
                .map(option -> arguments(operation, option)));
    }

    /** However it is spelt. */
    @ParameterizedTest
    @MethodSource
    void thatAnOperationDoesNotTake(LobstrOperation operation, String option) {
        assertThat(catchThrowable(() -> OptionCheck.check(operation, Set.of(option))))
                .hasMessageContaining("lobstr:" + operation + " does not take " + option + ", an option of ");
    }

    /** What the metadata has besides the endpoint's own, for the one side, the other, or both. */
    private static Stream<String> ofCamel(String side) throws Exception {
        JsonNode all
                = new ObjectMapper().readTree(Path.of("src/generated/resources/META-INF/io/lobstr/camel/lobstr.json").toFile())
                        .get("properties");
        return all.properties().stream().filter(option -> option.getValue().path("kind").asText().equals("parameter"))
                .filter(option -> !own().contains(option.getKey()))
                .filter(option -> side.equals(side(option.getKey(), option.getValue().path("label").asText())))
                .map(Map.Entry::getKey);
    }

    private static String side(String option, String label) {
        boolean asked = option.equals("exchangePattern");
        return asked ? "both" : label.startsWith("consumer") ? "consumer" : label.startsWith("producer") ? "producer" : "both";
    }

    static Stream<String> ofCamelAndTheComponent() throws Exception {
        return ofCamel("both");
    }

    static Stream<Arguments> ofTheOtherSide() throws Exception {
        return Stream.concat(
                Stream.concat(ofCamel("consumer"), Stream.of("scheduler.cron")).map(option -> arguments("getRun", option)),
                ofCamel("producer").map(option -> arguments("finishedRuns", option)));
    }

    @ParameterizedTest
    @MethodSource
    void ofTheOtherSide(LobstrOperation operation, String option) {
        assertThat(catchThrowable(() -> OptionCheck.check(operation, Set.of(option))))
                .hasMessageStartingWith("lobstr:" + operation + " does not take " + option + ", an option of ");
    }

    @Test
    void aProducerDoesNotPoll() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            assertThat(catchThrowable(() -> context.getEndpoint("lobstr:getRun?apiKey=k&delay=5s&greedy=true")))
                    .hasMessageMatching(".*lobstr:getRun does not take (delay|greedy), an option of finishedRuns.*");
        }
    }

    @ParameterizedTest
    @MethodSource
    void ofCamelAndTheComponent(String option) {
        for (LobstrOperation operation : LobstrOperation.values()) {
            OptionCheck.check(operation, Set.of(option));
        }
    }

    @Test
    void everySquidCanBeSaidInWords() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            LobstrEndpoint inWords = context.getEndpoint("lobstr:finishedRuns?apiKey=k&squid=*", LobstrEndpoint.class);
            LobstrEndpoint withNone = context.getEndpoint("lobstr:finishedRuns?apiKey=k", LobstrEndpoint.class);
            assertThat(inWords.options().squids()).isEqualTo(withNone.options().squids()).isEmpty();
        }
    }

    @Test
    void everyRunCannotBeSaid() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            assertThat(catchThrowable(() -> context.getEndpoint("lobstr:getRun?apiKey=k&run=*")))
                    .hasMessageContaining("run=* is no hash: name one");
        }
    }

    @Test
    void aComponentWithoutAConfigurationHasTheDefaults() throws Exception {
        LobstrComponent component = new LobstrComponent();
        component.setConfiguration(null);
        try (CamelContext context = new DefaultCamelContext()) {
            context.addComponent("lobstr", component);
            LobstrEndpoint endpoint = context.getEndpoint("lobstr:getRun?apiKey=k", LobstrEndpoint.class);
            assertThat(endpoint.getConfiguration().getBaseUrl()).isEqualTo(LobstrConfiguration.DEFAULT_BASE_URL);
        }
    }

    @Test
    void aKeyThatIsAPlaceholderIsRefused() throws Exception {
        LobstrComponent component = new LobstrComponent();
        component.getConfiguration().setApiKey("${LOBSTR_API_KEY:s3cr3t}");
        try (CamelContext context = new DefaultCamelContext()) {
            context.addComponent("lobstr", component);
            assertThat(catchThrowable(() -> context.getEndpoint("lobstr:getRun"))).hasMessageContaining(
                    "apiKey is a placeholder that has no value: set LOBSTR_API_KEY")
                    .message().doesNotContain("s3cr3t");
        }
    }

    @Test
    void aNegativeBudgetIsRefused() {
        LobstrComponent component = new LobstrComponent();
        component.setRequestsPerMinute(-1);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addComponent("lobstr", component);
            assertThat(catchThrowable(context::start)).hasStackTraceContaining("requestsPerMinute=-1 is too small");
        } catch (Exception e) {
            assertThat(e).hasStackTraceContaining("requestsPerMinute=-1 is too small");
        }
    }

    /** Camel Main takes the component from the context, which initialises it, and sets its options then. */
    @Test
    void aBudgetThatIsSetBeforeTheStartCounts() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            LobstrComponent component = context.getComponent("lobstr", LobstrComponent.class);
            component.setRequestsPerMinute(7);
            context.start();
            assertThat(component.getBudgetLeft()).isEqualTo(7);
        }
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
    }
}
