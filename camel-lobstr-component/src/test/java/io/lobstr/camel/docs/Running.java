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
package io.lobstr.camel.docs;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.lobstr.camel.LobstrComponent;
import io.lobstr.camel.LobstrConstants;
import io.lobstr.camel.WebhookServer;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.WebhookDelivery;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A snippet that runs on the simulator, in a context that has what the texts around it ask for.
 */
final class Running implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Snippet snippet;
    private final LobstrSimulator simulator;
    private final CamelContext context = new DefaultCamelContext();
    private final Path files;
    private final SimulatedSquid squid;
    private final Map<String, Integer> sent = new ConcurrentHashMap<>();
    private final Given given;
    private final WebhookServer server;
    private final long readBefore;

    Running(Snippet snippet, LobstrSimulator simulator, JavaSnippets java, Path folder) throws Exception {
        this.snippet = snippet;
        this.simulator = simulator;
        this.files = Files.createTempDirectory(folder, "files");
        // what is aborted before it goes on ends by itself then
        Duration running = snippet.text().contains("abortRun")
                ? Duration.ofHours(1) : Duration.ofMillis(snippet.text().contains("resurrectRun") ? 2000 : 100);
        this.squid = simulator.addSquid("Google Maps",
                setup -> setup.pendingFor(Duration.ZERO).runningFor(running).uploadingFor(Duration.ZERO));
        LobstrComponent lobstr = new LobstrComponent();
        lobstr.getConfiguration().setApiKey(simulator.apiKey());
        lobstr.getConfiguration().setBaseUrl(simulator.baseUrl());
        lobstr.getConfiguration().setMaxRetries(0);
        lobstr.setRequestsPerMinute(0);
        context.addComponent("lobstr", lobstr);
        context.getPropertiesComponent().addInitialProperty("lobstr.squid", squid.id());
        context.getPropertiesComponent().addInitialProperty("lobstr.key", simulator.apiKey());
        context.getPropertiesComponent().addInitialProperty("lobstr.url", simulator.baseUrl());
        context.getPropertiesComponent().addInitialProperty("folder", files.toString());
        server = snippet.text().contains("webhookSecret") ? WebhookServer.addTo(context) : null;
        context.getPropertiesComponent().addInitialProperty("lobstr.webhook.url", server == null ? "" : server.url());
        context.getPropertiesComponent().addInitialProperty("lobstr.webhook.secret", WebhookServer.SECRET);
        context.getRegistry().bind("handledRuns", new MemoryIdempotentRepository());
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof ExchangeSentEvent one) {
                    sent.merge(plain(one.getEndpoint()), 1, Integer::sum);
                }
            }
        });
        if ("java".equals(snippet.language())) {
            context.addRoutes(java.routes(snippet));
        } else {
            String text = snippet.here().replace("{{folder}}/handled", files + "/handled");
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromString("snippet." + snippet.language(), text));
        }
        if (snippet.text().contains("master:")) {
            context.addService(leader());
        }
        given = new Given(snippet, simulator, squid);
        context.getPropertiesComponent().addInitialProperty("lobstr.crawler", squid.crawler());
        context.getPropertiesComponent().addInitialProperty("lobstr.account", given.account());
        readBefore = simulator.requests().count("GET /v1/runs");
        context.start();
    }

    /** The only machine of a cluster. */
    private FileLockClusterService leader() throws Exception {
        FileLockClusterService cluster = new FileLockClusterService();
        cluster.setRoot(files.resolve("cluster").toString());
        cluster.setAcquireLockDelay(1, TimeUnit.MILLISECONDS);
        cluster.setAcquireLockInterval(100, TimeUnit.MILLISECONDS);
        return cluster;
    }

    SimulatedSquid squid() {
        return squid;
    }

    /** What it asks, without what is another in each context. */
    Set<String> endpoints() {
        return context.getEndpoints().stream().map(this::plain).collect(Collectors.toCollection(TreeSet::new));
    }

    private String plain(Endpoint endpoint) {
        return endpoint.getEndpointUri().replace(squid.id(), "SQUID").replace(given.account(), "ACCOUNT")
                .replace(files.toString(), "FOLDER").replace("%3A", ":").replace("%2F", "/")
                .replaceFirst("localhost:[0-9]+", "SERVER")
                // in whatever order they stand there; they are those of the endpoint behind it
                .replaceFirst("^(master:.*)\\?.*", "$1")
                .replaceFirst("RAW\\((\\w+)\\)", "$1");
    }

    int sentTo(String uri) {
        return sent.getOrDefault(uri.replaceFirst(":", "://"), 0);
    }

    Exchange send(String uri) {
        return context.createProducerTemplate().request(uri, exchange -> {
            exchange.getMessage().setBody(Map.of("url", "https://example.com/" + sent.size()));
            exchange.getMessage().setHeader(LobstrConstants.SQUID_ID, squid.id());
            squid.runs().stream().findFirst()
                    .ifPresent(run -> exchange.getMessage().setHeader(LobstrConstants.RUN_ID, run.id()));
            exchange.getMessage().getHeaders().putAll(given.headers());
            given.body().ifPresent(exchange.getMessage()::setBody);
        });
    }

    /** Each route does what it is for, down to its last endpoint. */
    void checkAll() throws NoSuchAlgorithmException {
        boolean byHand = snippet.text().contains("timer:poll");
        if (byHand || !snippet.text().contains("startRun") && !snippet.text().contains("finishedRuns")) {
            given.end(squid.startRun());
        }
        for (Route route : context.getRoutes()) {
            String from = route.getEndpoint().getEndpointUri();
            if (from.startsWith("direct:")) {
                assertThat(send(from).getException()).isNull();
            } else if (from.startsWith("lobstr://runEvents")) {
                squid.deliverTo(new WebhookDelivery(server.address(squid.id()), true, true, Set.of("run.done")));
                squid.startRun();
                await().atMost(SOON).until(() -> sentTo("log:events") > 0);
            } else if (from.contains("lobstr:") && !snippet.text().contains("timer:")) {
                // what finishes from here on comes out
                await().atMost(SOON).until(() -> simulator.requests().count("GET /v1/runs") > readBefore);
                squid.startRun();
            }
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(sent.keySet()).containsAll(asked()));
        checkFile("file:runs", "runs", ".json");
        checkFile("file:exports", "exports", ".jsonl");
    }

    /** The endpoints of the API that are sent to. */
    private Set<String> asked() {
        return endpoints().stream()
                .filter(uri -> uri.startsWith("lobstr:") && !uri.contains("finishedRuns") && !uri.contains("runEvents"))
                .collect(Collectors.toSet());
    }

    private void checkFile(String uri, String name, String ending) throws NoSuchAlgorithmException {
        if (snippet.text().contains(uri)) {
            String run = squid.run(0).id();
            String hash = HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(run.getBytes(StandardCharsets.UTF_8)));
            await().atMost(SOON).untilAsserted(
                    () -> assertThat(files.resolve(name).resolve(hash + ending)).content().contains("\"" + run + "\""));
        }
    }

    @Override
    public void close() {
        context.stop();
        given.clear();
    }
}
