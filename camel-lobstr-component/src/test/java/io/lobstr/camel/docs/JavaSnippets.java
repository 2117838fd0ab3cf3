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

import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.apache.camel.builder.RouteBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Snippets in Java, each compiled as the body of a route builder, with the imports that an IDE would add.
 */
final class JavaSnippets {

    private final Map<Snippet, String> classes = new HashMap<>();
    private final ClassLoader loader;

    JavaSnippets(List<Snippet> snippets, Path folder) throws Exception {
        List<Source> sources = snippets.stream().filter(snippet -> "java".equals(snippet.language())).map(snippet -> {
            boolean whole = snippet.text().startsWith("package ");
            String name = whole
                    ? snippet.text().replaceAll("(?s)^package (.*?);.*public class (\\w+).*", "$1.$2")
                    : "Snippet" + classes.size();
            classes.put(snippet, name);
            return whole ? new Source(name, snippet.here()) : Source.of(name, snippet.here());
        }).toList();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        boolean compiled = compiler.getTask(said, null, null,
                List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "-proc:none", "-d", folder.toString()),
                null, sources).call();
        assertThat(compiled).as(said.toString()).isTrue();
        loader = new URLClassLoader(new URL[] { folder.toUri().toURL() }, JavaSnippets.class.getClassLoader());
    }

    RouteBuilder routes(Snippet snippet) throws ReflectiveOperationException {
        return (RouteBuilder) loader.loadClass(classes.get(snippet)).getConstructor().newInstance();
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        /** Of the routes alone. */
        static Source of(String name, String body) {
            return new Source(name, """
                    import java.time.Duration;

                    import io.lobstr.camel.LobstrAggregationStrategy;
                    import io.lobstr.camel.LobstrConverters;
                    import io.lobstr.camel.exception.*;
                    import io.lobstr.camel.simulator.LobstrSimulator;
                    import io.lobstr.camel.simulator.state.SimulatedSquid;
                    import org.apache.camel.builder.RouteBuilder;
                    import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

                    public class %s extends RouteBuilder {
                        @Override
                        public void configure() throws Exception {
                            %s
                        }
                    }
                    """.formatted(name, body));
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
