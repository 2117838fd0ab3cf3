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

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that only reads a run waits at its start for nothing that it does not need for that: each class that
 * is loaded takes its time.
 */
class StartedClassesTest {

    /** Has classes of its own, and knows which. */
    private static final class Recording extends URLClassLoader {

        private final Set<String> found = ConcurrentHashMap.newKeySet();

        Recording() {
            super(Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                    .split(File.pathSeparator)).map(Recording::url).toArray(URL[]::new),
                  getPlatformClassLoader());
        }

        private static URL url(String entry) {
            try {
                return Path.of(entry).toUri().toURL();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            Class<?> type = super.findClass(name);
            found.add(name);
            return type;
        }
    }

    /** The application. */
    public static final class Application implements Runnable {

        @Override
        public void run() {
            try (DefaultCamelContext context = new DefaultCamelContext()) {
                context.disableJMX();
                context.getComponent("lobstr", LobstrComponent.class).getConfiguration().setApiKey("k3y");
                context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:start").to("lobstr:getRun?run=r");
                    }
                });
                context.start();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void aStartLoadsNothingThatOnlyAnswersOrOtherOperationsNeed() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (Recording classes = new Recording()) {
            Thread.currentThread().setContextClassLoader(classes);
            ((Runnable) classes.loadClass(Application.class.getName()).getConstructor().newInstance()).run();

            assertThat(classes.found).contains(LobstrProducer.class.getName());
            assertThat(classes.found).filteredOn(StartedClassesTest::isForLater).isEmpty();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static boolean isForLater(String name) {
        // what reads and writes JSON takes Jackson for it; of the table of operations one row is needed
        return Set.of("io.lobstr.camel.internal.http.Json", "io.lobstr.camel.model.Documented",
                "io.lobstr.camel.model.Squid", "io.lobstr.camel.model.Upload").contains(name)
                || name.startsWith("io.lobstr.camel.internal.webhook") || name.contains(".consume.Poll");
    }
}
