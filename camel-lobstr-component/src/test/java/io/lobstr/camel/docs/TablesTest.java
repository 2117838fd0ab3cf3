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

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.model.LobstrObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tables of options and headers on the component page are those of the component's metadata, the facts of each
 * operation, there and in the README, those of the table of operations, and the fields of the bodies those of the model
 * and its comments. With {@code -Dupdate.docs} this test writes them. (Camel's own goal, update-readme, writes includes
 * that only Apache's site can resolve.)
 */
class TablesTest {

    private static final Path METADATA = Path.of("src/generated/resources/META-INF/io/lobstr/camel/lobstr.json");
    private static final Pattern SECTION = Pattern.compile("(?m)^=+ (\\w+): (.*)$");
    /** Of the operations of producers, which are one level below their groups. */
    private static final Pattern GROUP_OR_SECTION = Pattern.compile(
            "(?m)^==== (?<operation>\\w+): (?<does>.*)$|^\\[#operations-\\w+]\\n=== (?<group>.*)$");
    private static final List<String> GROUPS
            = List.of("common", "producer", "consumer", "scheduler", "security", "proxy", "health", "advanced");

    @Test
    void arePartOfThePageAsTheMetadataSays() throws Exception {
        Map<String, Map<String, Object>> endpoint = metadata("properties");
        String tables = """
                [#options]
                == Options

                Options are set on the component, once for all endpoints, or on an endpoint, in its URI. What an endpoint sets
                counts. A component is set up in Java, by properties (`camel.component.lobstr.api-key=...`), or by the
                application's framework. In the URI of an endpoint, Camel's property placeholders may stand for a value.
                What an operation does not take is refused at start: its section names what it takes.

                === Component options

                %s

                === Endpoint options

                The path of the URI:

                %s

                What follows it:

                %s

                [#headers]
                === Message headers

                %s

                """.formatted(options(metadata("componentProperties"), "property"), options(endpoint, "path"),
                options(endpoint, "parameter"),
                headers(metadata("headers")));

        Marked.inPage("component options").isOrBecomes(tables);
    }

    static Stream<LobstrOperation> operations() {
        return Stream.of(LobstrOperation.values());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOperationHasASectionWithItsFacts(LobstrOperation operation) throws Exception {
        assertThat(sections()).as("headings of %s", Snippet.PAGE).containsKey(operation.name());
        if (!operation.isConsumer()) {
            Marked.inPage("facts of " + operation).isOrBecomes(new OperationFacts(operation).asciidoc());
        }
    }

    /** In the groups and the order of the sections. */
    @Test
    void thePageListsEveryOperationOfAProducer() throws Exception {
        List<LobstrOperation> listed = new ArrayList<>();
        StringBuilder rows = new StringBuilder();
        Matcher heading = GROUP_OR_SECTION.matcher(Files.readString(Snippet.PAGE));
        while (heading.find()) {
            if (heading.group("group") != null) {
                rows.append("\n6+| *").append(heading.group("group")).append("*\n");
            } else {
                LobstrOperation operation = LobstrOperation.of(heading.group("operation"));
                listed.add(operation);
                rows.append(new OperationFacts(operation).overview(heading.group("does")));
            }
        }
        assertThat(listed).containsExactlyInAnyOrderElementsOf(operations().filter(one -> !one.isConsumer()).toList());
        Marked.inPage("operations").isOrBecomes("[cols=\"2,4,3,2,2,1\",options=\"header\"]\n|===\n"
                                                + "| operation | what it does | body | requests | credits | repeated\n"
                                                + rows + "|===\n");
    }

    /** Of everything that an operation answers, and of what is in it. */
    @Test
    void thePageHasTheFieldsOfEveryBody() throws Exception {
        Map<Class<?>, Set<String>> bodies = new LinkedHashMap<>();
        for (LobstrOperation operation : LobstrOperation.values()) {
            addBody(bodies, operation.call().body(), "<<%s,`%s`>>".formatted(operation, operation));
        }
        StringBuilder tables = new StringBuilder();
        for (Map.Entry<Class<?>, Set<String>> body : bodies.entrySet()) {
            String name = body.getKey().getSimpleName();
            BodyFields fields = BodyFields.of(body.getKey());
            tables.append("[#body-").append(name).append("]\n=== ").append(name).append("\n\n").append(fields.what())
                    .append(". From ").append(String.join(", ", body.getValue())).append(".\n\n")
                    .append(fields.asciidoc()).append('\n');
        }
        Marked.inPage("fields").isOrBecomes(tables.toString());
    }

    private static void addBody(Map<Class<?>, Set<String>> bodies, Class<?> body, String from) {
        if (LobstrObject.class.isAssignableFrom(body)) {
            boolean known = bodies.containsKey(body);
            bodies.computeIfAbsent(body, type -> new LinkedHashSet<>()).add(from);
            Stream<Method> accessors
                    = known ? Stream.empty() : Stream.of(body.getMethods()).sorted(Comparator.comparing(Method::getName));
            for (Method method : accessors.toList()) {
                if (method.getGenericReturnType() instanceof ParameterizedType list
                        && list.getActualTypeArguments()[0] instanceof Class<?> item) {
                    addBody(bodies, item, "<<body-%s,`%s`>>".formatted(body.getSimpleName(), body.getSimpleName()));
                }
            }
        }
    }

    /** In the words of the sections' headings. */
    @Test
    void theReadmeListsEveryOperation() throws Exception {
        Map<String, String> sections = sections();
        String rows = operations()
                .map(operation -> new OperationFacts(operation).markdown(
                        sections.getOrDefault(operation.name(), "**has no section**")))
                .collect(Collectors.joining());
        Marked.inReadme("operations")
                .isOrBecomes("| endpoint | what it does | needs | body |\n| --- | --- | --- | --- |\n" + rows);
    }

    /** What each section's heading says after the operation's name. */
    private static Map<String, String> sections() throws IOException {
        return SECTION.matcher(Files.readString(Snippet.PAGE)).results()
                .collect(Collectors.toMap(heading -> heading.group(1), heading -> heading.group(2)));
    }

    private static Map<String, Map<String, Object>> metadata(String section) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        return mapper.convertValue(mapper.readTree(METADATA.toFile()).get(section), new TypeReference<>() {
        });
    }

    private static String options(Map<String, Map<String, Object>> options, String kind) {
        return table(options.entrySet().stream().filter(option -> kind.equals(option.getValue().get("kind"))).toList(),
                option -> row("*" + option.getKey() + "*", words(option.getValue()), option.getValue()));
    }

    private static String headers(Map<String, Map<String, Object>> headers) {
        return table(List.copyOf(headers.entrySet()), header -> {
            String constant = header.getValue().get("constantName").toString().replaceAll(".*#", "");
            return row("`" + header.getKey() + "`", words(header.getValue()) + " Constant: `" + constant + "`.",
                    header.getValue());
        });
    }

    private static int group(Map<String, Object> option) {
        String group = option.get("group").toString();
        for (int i = 0; i < GROUPS.size(); i++) {
            if (group.startsWith(GROUPS.get(i))) {
                return group.endsWith("(advanced)") ? GROUPS.size() : i;
            }
        }
        return GROUPS.size();
    }

    /** Group by group, in the order of Camel's own tables. */
    private static String table(
            List<Map.Entry<String, Map<String, Object>>> entries,
            Function<Map.Entry<String, Map<String, Object>>, String> row) {
        StringBuilder table = new StringBuilder(
                "[width=\"100%\",cols=\"2,5,1,1\",options=\"header\"]\n|===\n| Name | Description | Default | Type\n");
        String group = "common";
        for (Map.Entry<String, Map<String, Object>> entry : entries.stream()
                .sorted(
                        Comparator.<Map.Entry<String, Map<String, Object>>> comparingInt(entry -> group(entry.getValue()))
                                .thenComparing(entry -> entry.getValue().get("group").toString()))
                .toList()) {
            String next = entry.getValue().get("group").toString();
            if (!next.equals(group)) {
                table.append("\n4+| _").append(next).append("_\n");
                group = next;
            }
            table.append(row.apply(entry)).append('\n');
        }
        return table.append("|===").toString();
    }

    private static String row(String name, String words, Map<String, Object> option) {
        Object otherwise = option.get("defaultValue");
        return "| " + name + " | " + words.replace("|", "\\|") + " | " + (otherwise == null ? "" : "`" + otherwise + "`")
               + " | "
               + type(option);
    }

    private static String words(Map<String, Object> option) {
        String required = Boolean.TRUE.equals(option.get("required")) ? "*Required.* " : "";
        String deprecated = Boolean.TRUE.equals(option.get("deprecated")) ? "*Deprecated.* " : "";
        String secret = Boolean.TRUE.equals(option.get("secret")) ? " A secret." : "";
        Object enums = option.get("enum");
        String values = enums == null
                ? "" : ((List<?>) enums).stream().map(value -> "`" + value + "`")
                        .collect(Collectors.joining(", ", " One of ", "."));
        return required + deprecated + option.get("description") + values + secret;
    }

    private static String type(Map<String, Object> option) {
        return "duration".equals(option.get("type"))
                ? "duration" : option.get("javaType").toString().replaceAll("<.*", "").replaceAll(".*\\.", "");
    }
}
