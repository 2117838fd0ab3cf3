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
package io.lobstr.camel.examples;

import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.zaxxer.hikari.HikariDataSource;
import io.lobstr.camel.examples.engines.EmbeddedEngines;
import io.lobstr.camel.examples.engines.Engine;
import io.lobstr.camel.examples.samples.RunPlaces;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.support.LifecycleStrategySupport;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds the samples that the settings name to an application of Camel Main, starts the engines that they need where the
 * settings name no other, and brings the database's schema up to date.
 */
public final class Samples extends MainListenerSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Samples.class);
    private static final Pattern PASSWORD = Pattern.compile("[?&]\\w*password=", Pattern.CASE_INSENSITIVE);

    private EmbeddedEngines embedded;

    /**
     * @return an application that runs what {@code application.properties} says, the one in the working directory
     *         before the one in the jar
     */
    public static Main application() {
        return application("file:application.properties;optional=true,classpath:application.properties");
    }

    /**
     * @param  settings where they are, with commas; the first that has a setting counts
     * @return          an application that runs what they say
     */
    public static Main application(String settings) {
        Samples samples = new Samples();
        Main camel = new Main() {

            {
                // for routes that set it
                bind("exitCode", exitCode);
            }

            @Override
            protected void doFail(Exception e) {
                // an application that does not start is not stopped either
                samples.close();
                super.doFail(e);
            }
        };
        camel.setPropertyPlaceholderLocations(settings);
        camel.addMainListener(samples);
        return camel;
    }

    @Override
    public void beforeConfigure(BaseMainSupport main) {
        PropertiesComponent settings = main.getCamelContext().getPropertiesComponent();
        Set<Sample> samples = Sample.named(setting(settings, "samples"));
        addRoutes(main, samples, setting(settings, "samples.dsl"));
        // an HTTP server, where webhooks may call it, or somebody may look at it
        boolean isPage = samples.contains(Sample.RUNS_PAGE);
        settings.addOverrideProperty(
                "webhook.server", String.valueOf(isPage || !setting(settings, "webhook.secret").isEmpty()));
        if (isPage) {
            settings.addOverrideProperty("webhook.host", setting(settings, "runs-page.host"));
            settings.addOverrideProperty("run-places.noted", "true");
        }
        try {
            startEngines(main.getCamelContext(), samples.stream().map(Sample::engines).flatMap(Collection::stream)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Engine.class))));
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
    }

    /** Camel looks for notifiers before it makes the beans that settings name. */
    @Override
    public void afterConfigure(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        if (Boolean.parseBoolean(setting(context.getPropertiesComponent(), "run-places.noted"))) {
            context.getManagementStrategy()
                    .addEventNotifier(context.getRegistry().lookupByNameAndType("runPlaces", RunPlaces.class));
        }
    }

    /** Camel does not end the beans that settings name. */
    private static void closePools(CamelContext context) {
        for (HikariDataSource pool : context.getRegistry().findByType(HikariDataSource.class)) {
            pool.close();
        }
    }

    private void close() {
        if (embedded != null) {
            embedded.close();
        }
    }

    private static void addRoutes(BaseMainSupport main, Set<Sample> samples, String dsl) {
        switch (dsl) {
            case "java" -> samples.forEach(sample -> main.configure().addRoutesBuilder(sample.java()));
            case "yaml" -> main.configure().setRoutesIncludePattern(
                    samples.stream().map(Sample::yaml).collect(Collectors.joining(",")));
            default -> throw new IllegalArgumentException("samples.dsl=" + dsl + " is neither java nor yaml");
        }
    }

    private void startEngines(CamelContext context, Set<Engine> engines) throws Exception {
        PropertiesComponent settings = context.getPropertiesComponent();
        refuse(settings, engines);
        embedded = new EmbeddedEngines(Path.of(setting(settings, "data.folder")));
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopped(CamelContext stopped) {
                closePools(stopped);
                close();
            }
        });
        for (Engine engine : Engine.values()) {
            if (isEmbedded(settings, engine)) {
                settings.addOverrideProperty(
                        engine.setting(), engines.contains(engine) ? embedded.start(engine) : engine.usualAddress());
            }
        }
        if (engines.contains(Engine.DATABASE)) {
            migrate(setting(settings, "database.url"), setting(settings, "database.username"),
                    setting(settings, "database.password"));
        }
    }

    /** What would start, and not be what was meant. */
    private static void refuse(PropertiesComponent settings, Set<Engine> engines) {
        if (PASSWORD.matcher(setting(settings, "database.url")).find()) {
            throw new IllegalArgumentException(
                    "database.url has a password in it, which would be logged: put it into database.password");
        }
        if (engines.contains(Engine.ZOOKEEPER) && isEmbedded(settings, Engine.ZOOKEEPER)
                && engines.stream().anyMatch(engine -> !isEmbedded(settings, engine))) {
            throw new IllegalArgumentException(
                    "zookeeper.nodes=embedded is for trying, with everything else embedded: each machine would be the leader"
                                               + " of its own cluster, so set zookeeper.nodes to the ensemble of all of them");
        }
    }

    private static boolean isEmbedded(PropertiesComponent settings, Engine engine) {
        return Engine.EMBEDDED.equals(setting(settings, engine.setting()));
    }

    private static void migrate(String url, String username, String password) {
        try {
            Flyway.configure().dataSource(url, username, password).load().migrate();
        } catch (FlywayException e) {
            LOG.debug("No migration", e);
            throw new IllegalArgumentException(
                    "database.url=" + url + " with database.username=" + username + " cannot be used: "
                                               + (e.getCause() == null ? e : e.getCause()).getMessage());
        }
    }

    private static String setting(PropertiesComponent settings, String name) {
        return settings.resolveProperty(name).map(String::strip).orElse("");
    }
}
