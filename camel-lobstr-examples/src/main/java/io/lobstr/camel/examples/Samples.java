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
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.lobstr.camel.examples.engines.EmbeddedEngines;
import io.lobstr.camel.examples.engines.Engine;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.PropertiesComponent;
import org.flywaydb.core.Flyway;

/**
 * Adds the samples that the settings name to an application of Camel Main, starts the engines that they need where the
 * settings name no other, and brings the database's schema up to date.
 */
public final class Samples extends MainListenerSupport {

    private EmbeddedEngines embedded;

    /**
     * @return an application that runs what its settings say
     */
    public static Main application() {
        Main camel = new Main();
        camel.setPropertyPlaceholderLocations("classpath:samples.properties");
        camel.addMainListener(new Samples());
        return camel;
    }

    @Override
    public void beforeConfigure(BaseMainSupport main) {
        PropertiesComponent settings = main.getCamelContext().getPropertiesComponent();
        Set<Sample> samples = named(setting(settings, "samples"));
        try {
            addRoutes(main, samples, setting(settings, "samples.dsl"));
            startEngines(settings, samples.stream().map(Sample::engines).flatMap(Collection::stream)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Engine.class))));
        } catch (RuntimeException e) {
            close();
            throw e;
        } catch (Exception e) {
            close();
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public void afterStop(BaseMainSupport main) {
        close();
    }

    private void close() {
        if (embedded != null) {
            embedded.close();
        }
    }

    private static Set<Sample> named(String names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "No sample is chosen: set samples to one or more, with commas, of "
                                               + List.of(Sample.values()).stream().map(Sample::toString)
                                                       .collect(Collectors.joining(", ")));
        }
        return Arrays.stream(names.split(",")).map(String::strip).map(Sample::of)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Sample.class)));
    }

    private static void addRoutes(BaseMainSupport main, Set<Sample> samples, String dsl) {
        switch (dsl) {
            case "java" -> samples.forEach(sample -> main.configure().addRoutesBuilder(sample.java()));
            case "yaml" -> main.configure().setRoutesIncludePattern(
                    samples.stream().map(Sample::yaml).collect(Collectors.joining(",")));
            default -> throw new IllegalArgumentException("samples.dsl=" + dsl + " is neither java nor yaml");
        }
    }

    private void startEngines(PropertiesComponent settings, Set<Engine> engines) throws Exception {
        embedded = new EmbeddedEngines(Path.of(setting(settings, "data.folder")));
        for (Engine engine : Engine.values()) {
            if (Engine.EMBEDDED.equals(setting(settings, engine.setting()))) {
                settings.addOverrideProperty(
                        engine.setting(), engines.contains(engine) ? embedded.start(engine) : engine.usualAddress());
            }
        }
        if (engines.contains(Engine.DATABASE)) {
            Flyway.configure()
                    .dataSource(setting(settings, "database.url"), setting(settings, "database.username"),
                            setting(settings, "database.password"))
                    .load().migrate();
        }
    }

    private static String setting(PropertiesComponent settings, String name) {
        return settings.resolveProperty(name).map(String::strip).orElse("");
    }
}
