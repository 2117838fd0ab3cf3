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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.lobstr.camel.internal.message.LobstrHeaders;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.Needs;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.internal.operation.Payload;
import io.lobstr.camel.internal.operation.Safety;
import io.lobstr.camel.internal.produce.Actions;
import io.lobstr.camel.model.LobstrObject;

/**
 * What the table of operations says of one, in words.
 */
record OperationFacts(LobstrOperation operation) {

    private static final String ONCE = "only what certainly was not done: after a refused connection or a 429";

    /** For the operation's section of the component page. */
    String asciidoc() {
        List<String> rows = new ArrayList<>();
        rows.add("needs | " + needs());
        if (!takes().isEmpty()) {
            rows.add("takes | " + takes());
        }
        if (payload() != Payload.NOTHING) {
            rows.add("body in | " + payload().words());
        }
        if (!operation.isAsking()) {
            rows.add("body | unchanged");
            return table(rows);
        }
        rows.add((payload() == Payload.NOTHING ? "body | " : "body out | ") + linked(body("`%s`", "`%s` of `%s`")));
        if (!LobstrHeaders.of(operation).isEmpty()) {
            rows.add("headers | " + code(LobstrHeaders.of(operation), ", "));
        }
        rows.add("repeated | " + repeated());
        return table(rows);
    }

    /** A row of the component page's table of operations. */
    String overview(String does) {
        return "| <<%s,`%s`>> | %s | %s | %s | %s | %s%n".formatted(operation, operation, does,
                linked(operation.isAsking() && operation.isList()
                        ? "`List` of `" + operation.call().body().getSimpleName() + "`" : body("`%s`", "`%s` of `%s`")),
                operation.isAsking() ? requests() : "none", credits(), repeatable());
    }

    /** To the table of its fields. */
    private String linked(String body) {
        Class<?> type = operation.call().body();
        return LobstrObject.class.isAssignableFrom(type)
                ? body.replace("`" + type.getSimpleName() + "`",
                        "<<body-%s,`%s`>>".formatted(type.getSimpleName(), type.getSimpleName()))
                : body;
    }

    /** Of a call that meets no failure. */
    private String requests() {
        if (Actions.isPlain(operation)) {
            return operation.isList() ? "1 a page" : "1";
        }
        return switch (operation) {
            case startRun -> "2; 3 to join; with `onActiveRun=wait` more";
            case awaitRun -> "1 a look, fewer with many waits";
            case downloadRun -> "2, and 1 a look";
            case addTasks -> "1 for 1,000 tasks";
            case uploadTasks, syncAccount -> "1, and 1 a look";
            case retryRunTask, estimateSquid -> "1, at times 2";
            case createSquid -> "3, with a name 4";
            case updateSquid -> "2, with `params` 3";
            default -> throw new IllegalArgumentException(operation + " says nowhere what it asks");
        };
    }

    /** The API's pages have prices for what is collected, and none for a call. */
    private String credits() {
        return switch (operation) {
            case startRun, resurrectRun -> "what the run collects";
            case retryRunTask -> "what the task collects";
            case callApi -> "as the call";
            default -> "none";
        };
    }

    private String repeatable() {
        if (!operation.isAsking()) {
            return "yes";
        }
        if (isOpen()) {
            return "`GET` only";
        }
        if (operation.call().settled() != null) {
            return "with `" + operation.call().settled().option() + "`";
        }
        return operation.call().safety() == Safety.ONCE ? "no" : "yes";
    }

    private static String table(List<String> rows) {
        return "[cols=\"1,5\"]\n|===\n" + rows.stream().map(row -> "| " + row + "\n").collect(Collectors.joining()) + "|===\n";
    }

    /** For the README's table. */
    String markdown(String does) {
        String endpoint = (operation.isConsumer() ? "from" : "to") + "(\"lobstr:" + operation + "\")";
        return "| `" + endpoint + "` | " + does + " | " + named() + " | "
               + (operation.isConsumer() ? code(operation.call().body().getSimpleName()) : body("`%s`", "`%s<%s>`")) + " |\n";
    }

    /** A consumer watches everything where it is told nothing. */
    private String named() {
        if (operation.isConsumer()) {
            return "";
        }
        Needs needs = operation.needs();
        return Stream.of(code(needs.all().stream().map(Parameter::option).toList(), ", "),
                code(needs.oneOf().stream().map(Parameter::option).toList(), " or "),
                payload() == Payload.NOTHING ? "" : isOpen() ? code("path") : "a body").filter(what -> !what.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /** Whether the URI says what is asked. */
    private boolean isOpen() {
        return payload() == Payload.JSON;
    }

    private Payload payload() {
        return operation.call().payload();
    }

    private String needs() {
        Needs needs = operation.needs();
        List<String> all = needs.all().stream().map(OperationFacts::said).collect(Collectors.toList());
        if (!needs.oneOf().isEmpty()) {
            all.add(needs.oneOf().stream().map(OperationFacts::said).collect(Collectors.joining(", or ")));
        }
        if (payload() != Payload.NOTHING) {
            all.add(isOpen() ? "`path`" : "a body");
        }
        return all.isEmpty() ? "nothing" : String.join("; ", all);
    }

    /** What may be given besides, whether a header can say it too or not. */
    private String takes() {
        Needs needs = operation.needs();
        Stream<String> parameters = Stream.concat(needs.hints().stream(), needs.optional().stream()).map(OperationFacts::said);
        List<String> known = new ArrayList<>(operation.parameters().stream().map(Parameter::option).toList());
        if (isOpen()) {
            known.add("path");
        }
        return Stream.concat(parameters, operation.options().stream().filter(option -> !known.contains(option))
                .map(OperationFacts::code)).collect(Collectors.joining("; "));
    }

    private static String said(Parameter parameter) {
        return parameter.header() == null
                ? code(parameter.option()) : code(List.of(parameter.option(), parameter.header()), " or ");
    }

    private String body(String one, String several) {
        if (!operation.isAsking()) {
            return "unchanged";
        }
        String type = operation.call().body().getSimpleName();
        if (!operation.isList()) {
            return switch (operation.call().shape()) {
                case NOTHING -> "none";
                case LIST -> several.formatted("List", type);
                case OBJECT_OR_NULL -> one.formatted(type) + ", or none";
                case ANY -> "`Map`, `List` or none";
                default -> one.formatted(type);
            };
        }
        return several.formatted("List", type) + ", or "
               + several.formatted("Iterator", type) + " with `allPages=true`";
    }

    private String repeated() {
        if (isOpen()) {
            return "a `GET`; of the others " + ONCE;
        }
        if (operation.call().settled() != null) {
            return "with `" + operation.call().settled().option() + "`; without it " + ONCE;
        }
        return switch (operation.call().safety()) {
            case READ -> "yes, it only reads";
            case REPEATABLE -> "yes, it does nothing twice";
            case ONCE -> ONCE;
        };
    }

    private static String code(String word) {
        return "`" + word + "`";
    }

    private static String code(List<String> words, String between) {
        return words.stream().map(OperationFacts::code).collect(Collectors.joining(between));
    }
}
