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

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.console.DevConsole;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The API key shows nowhere, nor do cookies: with every logger at TRACE, in any exception, in JMX, in an endpoint's
 * text.
 */
class SecretsTest {

    private static final String KEY = "s3cr3t-0f-the-4ccount";
    private static final String COOKIE = "c00kie-of-a-login";
    private static final String PASSWORD = "p4ssw0rd-of-the-proxy";

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final LobstrSimulator simulator = LobstrSimulator.builder().apiKey(KEY).build().start();
    private final AbstractAppender recorder = new AbstractAppender("recorder", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            // the far side has the key: what the simulator's server logs is not ours
            if (event.getLoggerName().startsWith("org.eclipse.jetty") || event.getLoggerName().startsWith("wiremock")) {
                return;
            }
            lines.add(event.getLoggerName() + " " + event.getMessage().getFormattedMessage() + text(event.getThrown()));
        }
    };

    @BeforeEach
    void logEverything() {
        recorder.start();
        LoggerContext logging = (LoggerContext) LogManager.getContext(false);
        logging.getConfiguration().getAppenders().values()
                .forEach(logging.getConfiguration().getRootLogger().getAppenders()::remove);
        logging.getRootLogger().addAppender(recorder);
        logging.getConfiguration().getAppenders().values().stream().filter(appender -> appender != recorder)
                .forEach(logging.getRootLogger()::removeAppender);
        Configurator.setAllLevels("", Level.TRACE);
    }

    @AfterEach
    void logAsEver() {
        ((LoggerContext) LogManager.getContext(false)).reconfigure();
        simulator.close();
    }

    private static String text(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            text.append(" | ").append(t);
        }
        return text.toString();
    }

    @Test
    void aKeyOfTheComponentShowsNowhere() throws Exception {
        List<String> seen = use(component -> {
            component.getConfiguration().setApiKey(KEY);
            component.getConfiguration().setProxyPassword(PASSWORD);
        }, "");

        assertThat(secret(lines)).isEmpty();
        assertThat(secret(seen)).isEmpty();
    }

    /** At TRACE, Camel's own loggers write the URI of a route as it stands there, before a component sees it. */
    @Test
    void aKeyInAUriShowsOnlyWhereCamelItselfTracesUris() throws Exception {
        List<String> seen = use(component -> {
        }, "&apiKey=" + KEY + "&proxyPassword=" + PASSWORD);

        assertThat(secret(lines)).allMatch(line -> line.startsWith("org.apache.camel."));
        assertThat(secret(seen)).isEmpty();
        assertThat(seen).anyMatch(text -> text.contains("apiKey=xxxxxx"));
    }

    /** The address of a squid is all that lobstr.io has to prove who it is. */
    @Test
    @Tag(WebhookServer.NEEDED)
    void whatAWebhookIsKnownByShowsNowhere() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", setup -> setup.instantRuns());
        List<String> seen = new ArrayList<>();
        String token;
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            SimulatedLobstr.addTo(context, simulator.baseUrl(), KEY);
            WebhookServer server = WebhookServer.addTo(context);
            String address = server.address(squid.id());
            token = address.substring(address.lastIndexOf('/') + 1);
            context.getPropertiesComponent().addInitialProperty("secret", WebhookServer.SECRET);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("lobstr:finishedRuns?initialDelay=0&push=true&webhookUrl=http://localhost&webhookSecret={{secret}}&squid="
                         + squid.id()).to("log:finished?showAll=true");
                    from("lobstr:runEvents?webhookSecret={{secret}}").to("log:events?showAll=true").to("mock:events");
                }
            });
            context.start();
            MockEndpoint events = context.getEndpoint("mock:events", MockEndpoint.class);
            events.expectedMinimumMessageCount(1);
            server.done(squid.id(), squid.startRun().id());
            server.post(server.address(squid.id()), "x".repeat(20_000));
            server.post(server.address(squid.id()) + "x", "{}");
            events.assertIsSatisfied();
            context.getEndpoints().forEach(endpoint -> seen.add(endpoint.toString()));
            seen.addAll(jmx());
        }

        // Camel's own, and the HTTP server's, write URIs at TRACE
        assertThat(lines).filteredOn(line -> line.contains(WebhookServer.SECRET) || line.contains(token))
                .noneMatch(line -> line.startsWith("io.lobstr"));
        assertThat(seen).noneMatch(text -> text.contains(WebhookServer.SECRET) || text.contains(token));
    }

    /** Whoever has them is logged in. Camel's own loggers write bodies at TRACE. */
    @Test
    void theCookiesOfALoginShowOnlyWhereCamelItselfTracesBodies() throws Exception {
        simulator.account().siteAccounts().synchronizing(Duration.ofMillis(20), 401);
        List<String> seen = new ArrayList<>();
        try (CamelContext context = new DefaultCamelContext()) {
            LobstrComponent component = context.getComponent("lobstr", LobstrComponent.class);
            component.getConfiguration().setApiKey(KEY);
            component.getConfiguration().setBaseUrl(simulator.baseUrl());
            component.getConfiguration().setRetryDelay(1);
            context.start();
            Map<String, Object> body = Map.of("type", "twitter-sync", "cookies", Map.of("auth_token", COOKIE, "ct0", COOKIE));
            for (Fault fault : Arrays.asList(null, Fault.error(400, "Invalid", "not " + COOKIE), Fault.tooManyRequests(),
                    Fault.lostAnswer(), Fault.garbage())) {
                simulator.faults().clear();
                if (fault != null) {
                    simulator.faults().always("/v1/**", fault);
                }
                seen.add(text(context.createProducerTemplate().request("lobstr:syncAccount?pollInterval=10",
                        exchange -> exchange.getMessage().setBody(body)).getException()));
            }
        }

        assertThat(seen).allSatisfy(failure -> assertThat(failure).contains("syncAccount").doesNotContain(COOKIE));
        assertThat(seen).anyMatch(failure -> failure.contains("not xxxxxx")).anyMatch(failure -> failure.contains(": 401 "));
        assertThat(lines).filteredOn(line -> line.contains(COOKIE)).allMatch(line -> line.startsWith("org.apache.camel."));
    }

    /** The route has it in its bodies, and Camel writes bodies at TRACE. */
    @Test
    void whatADeliveryIsToldShowsInNoLineOfOurs() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps");
        Map<String, Object> body = Map.of(
                "ftp_fields", Map.of("host", "ftp.example.com", "port", 22, "username", "ada", "password", PASSWORD,
                        "directory", "/", "is_active", true));
        List<String> seen = new ArrayList<>();
        try (CamelContext context = new DefaultCamelContext()) {
            SimulatedLobstr.addTo(context, simulator.baseUrl(), KEY);
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            Map<?, ?> set = template.requestBody("lobstr:configureDelivery?squid=" + squid.id(), body, Map.class);
            assertThat(((Map<?, ?>) set.get("ftp_fields")).get("password")).isEqualTo(PASSWORD);
            seen.add(set.toString());
            Object read = template.requestBody("lobstr:getSquid?squid=" + squid.id(), (Object) null);
            assertThat(template.getCamelContext().getTypeConverter().convertTo(String.class, read)).contains(PASSWORD);
            seen.add(read.toString());
            simulator.faults().always("/v1/**", Fault.error(400, "InvalidParam", "cannot log in with " + PASSWORD));
            seen.add(text(template.request("lobstr:configureDelivery?squid=" + squid.id(),
                    exchange -> exchange.getMessage().setBody(body)).getException()));
        }

        assertThat(seen).anyMatch(text -> text.contains("cannot log in with xxxxxx"));
        assertThat(secret(seen)).isEmpty();
        assertThat(secret(lines)).allMatch(line -> line.startsWith("org.apache.camel."));
    }

    private static List<String> secret(List<String> texts) {
        return texts.stream().filter(text -> text.contains(KEY) || text.contains(PASSWORD))
                .map(text -> text.length() > 200 ? text.substring(0, 200) : text).toList();
    }

    /** Lets everything go right and wrong once, and notes what exceptions, endpoints and JMX say. */
    private List<String> use(Consumer<LobstrComponent> configurer, String secrets) throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", setup -> setup.instantRuns());
        List<String> seen = new ArrayList<>();
        try (CamelContext context = new DefaultCamelContext()) {
            LobstrComponent component = context.getComponent("lobstr", LobstrComponent.class);
            component.getConfiguration().setBaseUrl(simulator.baseUrl());
            component.getConfiguration().setMaxRetries(0);
            configurer.accept(component);
            String options = "squid=" + squid.id() + secrets;
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("lobstr:finishedRuns?initialDelay=0&delay=20&" + options).to("log:finished?showAll=true")
                            .to("mock:out");
                    from("direct:start").to("lobstr:startRun?" + options).to("log:started?showAll=true");
                    from("direct:proxy")
                            .to("lobstr:getRun?run=r&proxyHost=localhost&proxyPort=1&proxyUsername=me" + secrets);
                }
            });
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            template.sendBody("direct:start", null);
            await().until(() -> simulator.requests().count("GET /v1/runs") > 2);
            for (Fault fault : List.of(Fault.unauthorized(), Fault.serverError(), Fault.dropped(), Fault.badGateway(),
                    Fault.error(400, "ParamsInvalid", "no such thing as " + KEY), Fault.redirect())) {
                simulator.faults().clear();
                simulator.faults().always("/v1/**", fault);
                seen.add(failure(template, "direct:start"));
                long polls = simulator.requests().count("GET /v1/runs");
                await().until(() -> simulator.requests().count("GET /v1/runs") > polls);
            }
            seen.add(failure(template, "direct:proxy"));
            context.getEndpoints().forEach(endpoint -> seen.add(endpoint.toString()));
            seen.addAll(jmx());
            DevConsole console = PluginHelper.getDevConsoleResolver(context).resolveDevConsole("lobstr");
            CamelContextAware.trySetCamelContext(console, context);
            seen.add(console.call(DevConsole.MediaType.TEXT).toString());
            seen.add(console.call(DevConsole.MediaType.JSON).toString());
        }
        assertThat(lines).anyMatch(line -> line.startsWith("org.apache.hc.client5"));
        assertThat(seen).anyMatch(text -> text.contains("no such thing as xxxxxx"));
        return seen;
    }

    private static String failure(ProducerTemplate template, String uri) {
        String failure = text(template.request(uri, exchange -> {
        }).getException());
        assertThat(failure).isNotEmpty();
        return failure;
    }

    private List<String> jmx() throws Exception {
        List<String> values = new ArrayList<>();
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            values.add(name.toString());
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                try {
                    values.add(attribute.getName() + "=" + server.getAttribute(name, attribute.getName()));
                } catch (Exception e) {
                    values.add(attribute.getName() + "=" + e);
                }
            }
        }
        assertThat(values).hasSizeGreaterThan(100);
        return values;
    }
}
