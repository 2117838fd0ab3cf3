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
package io.lobstr.camel.examples.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.Samples;
import io.lobstr.camel.examples.engines.EmbeddedEngines;
import io.lobstr.camel.examples.engines.Engine;
import io.lobstr.camel.examples.engines.EngineHolder;
import io.lobstr.camel.exception.LobstrAuthenticationException;
import io.lobstr.camel.exception.LobstrException;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * The samples as an application of their own, with an account that is simulated where there is none.
 */
final class DemoApplication implements AutoCloseable {

    private static final Path USUAL_FOLDER = Path.of("camel-lobstr-examples", "demo");
    /** What of the samples is needed for a look. */
    private static final Map<String, Sample> LOOKS = Map.of("queue", Sample.FINISHED_RUNS_TO_QUEUE,
            "topic", Sample.FINISHED_RUNS_TO_KAFKA, "tables", Sample.FINISHED_RUNS_TO_DATABASE);

    private final Main camel;
    private final DemoSettings settings;
    /** Of the HTTP server that has the page of runs, and that webhooks call. */
    private final ReservedPort port;
    private LobstrAccount account;
    /** The process of the demo whose engines this one looks through. */
    private String lookedThrough;

    DemoApplication(DemoSettings settings) throws IOException {
        this.settings = settings;
        port = ReservedPort.near(settings.port());
        camel = Samples.application(settings.locations());
        camel.addOverrideProperty("webhook.port", String.valueOf(port.number()));
        camel.addOverrideProperty("demo.folder", settings.folder().toString());
        if (!settings.look().isEmpty()) {
            prepareLook(LOOKS.get(settings.look()));
        }
        // after the samples, which have started the engines then, and before anything is configured
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport main) {
                account = settings.simulated()
                        ? SimulatedAccount.open(settings, settings.look().isEmpty() ? history() : List.of(), port.number())
                        : new RealAccount(settings.squids());
                account.routeSettings().forEach((name, value) -> main.getCamelContext().getPropertiesComponent()
                        .addOverrideProperty((String) name, (String) value));
                // the server begins while Camel is configured
                port.close();
            }
        });
    }

    /** Where the page of runs is, if the samples have it. */
    Optional<String> page() {
        return settings.port() == 0 ? Optional.empty() : Optional.of("http://localhost:" + port.number() + "/runs");
    }

    /** Keeps the page of runs as it is now in one file, if the samples have it, and says so in a line. */
    Optional<String> keepReport() {
        return settings.port() == 0
                ? Optional.empty()
                : Optional.of(new ReportFile(settings.folder()).keep(
                        () -> camel.getCamelTemplate().requestBody("direct:runs-report", (Object) null, String.class)));
    }

    /** A demo that runs has the engines: they are looked through where they are. */
    private void prepareLook(Sample sample) throws IOException {
        camel.addOverrideProperty("samples", sample.toString());
        for (Engine engine : sample.engines()) {
            EngineHolder holder = EmbeddedEngines.holder(settings.folder(), engine).orElse(null);
            if (holder != null) {
                if (holder.address().isEmpty()) {
                    throw new DemoException(
                            "A demo starts in " + settings.folder() + ", as process " + holder.process()
                                            + ": look again when it has started.");
                }
                camel.addOverrideProperty(engine.setting(), holder.address());
                lookedThrough = holder.process();
            }
        }
    }

    /** The process of the demo that runs in the folder, where this one looks through it. */
    Optional<String> lookedThrough() {
        return Optional.ofNullable(lookedThrough);
    }

    /** Starts everything but the routes. */
    void start() {
        camel.start();
    }

    /**
     * Starts the routes, if the account can be used.
     *
     * @throws DemoException if it cannot; the message says why
     */
    void startRoutes(RunBook book) throws Exception {
        context().getManagementStrategy().addEventNotifier(new RouteWatcher(book));
        context().addRoutes(new ProgressRoute(book));
        for (String squid : account.squids()) {
            tryKey(squid);
        }
        context().getRouteController().startAllRoutes();
        if (samples().contains(Sample.SEARCH_TERMS_TO_RESULTS)) {
            for (String term : account.searchTerms()) {
                camel.getCamelTemplate().sendBody("jms:queue:{{search-terms.queue}}", term);
            }
        }
    }

    /** How many runs start beside those of the schedule. */
    int furtherRuns() {
        return samples().contains(Sample.SEARCH_TERMS_TO_RESULTS) ? account.searchTerms().size() : 0;
    }

    Set<Sample> samples() {
        return Sample.named(setting("samples"));
    }

    /** What started for the samples, or is the company's own. */
    Set<Engine> engines() {
        Set<Engine> engines = EnumSet.noneOf(Engine.class);
        samples().forEach(sample -> engines.addAll(sample.engines()));
        return engines;
    }

    /** No more runs are started. */
    void stopStarting() throws Exception {
        context().getRouteController().stopRoute(Sample.SCHEDULED_START.toString());
    }

    /** One request tells whether the API is there, and knows the key. */
    private void tryKey(String squid) throws Exception {
        try {
            camel.getCamelTemplate().requestBody("lobstr:listRuns?limit=1&squid=" + squid, (Object) null);
        } catch (CamelExecutionException e) {
            if (e.getCause() instanceof LobstrAuthenticationException refused) {
                throw new DemoException("lobstr.io does not accept the key in LOBSTR_API_KEY: " + refused.getMessage(), e);
            }
            if (e.getCause() instanceof LobstrException failed) {
                throw new DemoException("lobstr.io cannot be used: " + failed.getMessage(), e);
            }
            throw e;
        }
    }

    /** The runs of earlier demos, which a simulated account lists as a real one would. */
    private List<StoredRun> history() {
        List<StoredRun> runs = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(
                setting("database.url"), setting("database.username"), setting("database.password"));
             Statement statement = connection.createStatement();
             ResultSet row = statement.executeQuery(
                     "select id, squid, status, done_reason, created_at, total_results from lobstr_run order by created_at")) {
            while (row.next()) {
                runs.add(new StoredRun(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4),
                        row.getObject(5, OffsetDateTime.class), row.getLong(6)));
            }
            return runs;
        } catch (SQLException e) {
            throw new DemoException("The database of earlier demos cannot be read: " + e.getMessage(), e);
        }
    }

    /** How to see what is there, once the demo and its engines have ended. */
    String look(String what) {
        return Demo.COMMAND + (settings.folder().endsWith(USUAL_FOLDER) ? "" : " -Ddemo.folder=" + settings.folder())
               + " -Ddemo.look=" + what;
    }

    String setting(String name) {
        return context().resolvePropertyPlaceholders("{{" + name + "}}");
    }

    /** Whether a setting is as the samples come with it, and so no secret. */
    boolean isUsual(String name) {
        return setting(name).equals(DemoSettings.load("application.properties").getProperty(name));
    }

    CamelContext context() {
        return camel.getCamelContext();
    }

    LobstrAccount account() {
        return account;
    }

    @Override
    public void close() {
        camel.shutdown();
        port.close();
        if (account != null) {
            account.close();
        }
    }
}
