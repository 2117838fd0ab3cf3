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
package io.lobstr.camel.simulator;

import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the README shows in Java compiles as it stands there, but for the whole class, which is one of the component's
 * tests.
 */
class ReadmeTest {

    private static final Pattern JAVA = Pattern.compile("(?s)```java\\n(.*?)\\n```");
    private static final String SOURCE = """
            import java.time.*;
            import java.util.*;

            import io.lobstr.camel.simulator.*;
            import io.lobstr.camel.simulator.api.*;
            import io.lobstr.camel.simulator.fault.*;
            import io.lobstr.camel.simulator.state.*;
            import io.lobstr.camel.simulator.webhook.*;

            import static org.assertj.core.api.Assertions.assertThat;

            public class Snippet%d {
                %s%s
                }
            }
            """;
    private static final String GIVEN
            = "public void snippet(LobstrSimulator simulator, MovableClock clock, SimulatedSquid squid,"
              + " Behaviour behaviour, String url, Instant before) throws Exception {";

    @Test
    void itsSnippetsCompileAndThoseThatStandAloneRun(@TempDir Path folder) throws Exception {
        List<String> snippets = JAVA.matcher(Files.readString(Path.of("README.md"))).results().map(found -> found.group(1))
                .filter(snippet -> !snippet.startsWith("import")).toList();
        assertThat(snippets).hasSizeGreaterThan(3);
        List<Source> sources = snippets.stream().map(snippet -> new Source(snippets.indexOf(snippet), snippet)).toList();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        boolean compiled = compiler.getTask(said, null, null,
                List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "-proc:none", "-d", folder.toString()),
                null, sources).call();
        assertThat(compiled).as(said.toString()).isTrue();

        try (URLClassLoader classes = new URLClassLoader(new URL[] { folder.toUri().toURL() }, getClass().getClassLoader())) {
            for (Source source : sources) {
                if (source.standsAlone()) {
                    Class<?> type = classes.loadClass(source.name());
                    type.getMethod("snippet").invoke(type.getConstructor().newInstance());
                }
            }
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;
        private final boolean standsAlone;

        Source(int number, String body) {
            super(URI.create("string:///Snippet" + number + ".java"), JavaFileObject.Kind.SOURCE);
            standsAlone = body.contains("LobstrSimulator.builder()");
            text = SOURCE.formatted(number, standsAlone ? GIVEN.replaceAll("\\(.*\\)", "()") : GIVEN, body);
        }

        /** Whether it makes its own simulator, so that it can be run. */
        boolean standsAlone() {
            return standsAlone;
        }

        String name() {
            return getName().replaceAll("^/|\\.java$", "");
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
