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
package io.lobstr.camel.internal.operation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a row of the table of operations says. Whatever it leaves out is the usual: a producer's, one request, and of
 * what is no GET or DELETE, once.
 */
final class Row {

    private boolean consumer;
    private boolean polling;
    private boolean local;
    private boolean open;
    private Line line;
    private final Map<Parameter, List<String>> spellings = new EnumMap<>(Parameter.class);
    private final List<String> options = new ArrayList<>();
    private final Map<String, Definition.Condition> conditions = new HashMap<>();

    private final String method;
    private final PathTemplate path;
    private Safety safety;
    private Parameter repeatableWith;
    private Payload payload = Payload.NOTHING;
    private Shape shape;
    private boolean exact;
    private Class<?> body;
    private Function<Map<String, Object>, ?> model;
    private final List<Parameter> all = new ArrayList<>();
    private List<Parameter> oneOf = List.of();
    private final List<Parameter> optional = new ArrayList<>();
    private List<Parameter> hints = List.of();
    private List<Parameter> exclusive = List.of();

    private Row(String method, String path) {
        this.method = method;
        this.path = PathTemplate.of(path);
        this.safety = switch (method) {
            case "GET" -> Safety.READ;
            case "DELETE" -> Safety.REPEATABLE;
            default -> Safety.ONCE;
        };
        this.line = safety == Safety.READ ? Line.READ : Line.WRITE;
        all.addAll(this.path.ids());
    }

    /**
     * @param call as the API's pages have it, such as {@code GET /runs/{run}}; what the path names is needed
     */
    static Row of(String call) {
        int blank = call.indexOf(' ');
        return new Row(call.substring(0, blank), call.substring(blank + 1));
    }

    /** It asks nothing of the API. */
    static Row local() {
        Row row = of("GET /");
        row.local = true;
        return row;
    }

    /** It is for {@code from(…)}. */
    Row consumer() {
        consumer = true;
        line = Line.CONSUME;
        return this;
    }

    /** It is for {@code from(…)}, which asks again and again, and chooses pages itself. */
    Row polling() {
        polling = true;
        return consumer();
    }

    /** It asks again until something has happened. */
    Row waiting() {
        line = Line.WAIT;
        return this;
    }

    Row needs(Parameter... parameters) {
        all.addAll(List.of(parameters));
        return this;
    }

    /** The first that is given counts. */
    Row needsOneOf(Parameter... parameters) {
        oneOf = List.of(parameters);
        return this;
    }

    /** What is sent where it is given. */
    Row mayName(Parameter... parameters) {
        optional.addAll(List.of(parameters));
        return this;
    }

    /** What is sent where it is given, one of them at most. */
    Row mayNameOneOf(Parameter... parameters) {
        exclusive = List.of(parameters);
        return mayName(parameters);
    }

    /** What the API's pages call it, where they do not agree: all are sent. */
    Row spelling(Parameter parameter, String... names) {
        spellings.put(parameter, List.of(names));
        return this;
    }

    /** What is not sent, but of use. */
    Row knowing(Parameter... parameters) {
        hints = List.of(parameters);
        return this;
    }

    /** Options besides those of its parameters. */
    Row takes(String... names) {
        options.addAll(List.of(names));
        return this;
    }

    /** Options that have a meaning only where another is set so. */
    Row takesWhere(String option, String value, String... names) {
        Stream.of(names).forEach(name -> conditions.put(name, new Definition.Condition(option, value)));
        return takes(names);
    }

    Row sends(Payload what) {
        payload = what;
        return this;
    }

    /** Although it changes something. */
    Row repeatable() {
        safety = Safety.REPEATABLE;
        return this;
    }

    /** Where this is named. */
    Row repeatableWith(Parameter parameter) {
        repeatableWith = parameter;
        return this;
    }

    /** Although it is no change that is known to be one. */
    Row once() {
        safety = Safety.ONCE;
        line = Line.WRITE;
        return this;
    }

    /** The URI says what is asked. */
    Row open() {
        open = true;
        return this;
    }

    /** Although it is sent as what changes something. */
    Row reads() {
        safety = Safety.READ;
        line = Line.READ;
        return this;
    }

    /** What Java cannot hold as it is, is not read as something like it: it is to be sent back. */
    Row exactly() {
        exact = true;
        return this;
    }

    /**
     * @param type what a route gets
     * @param of   makes an object of what the API answers
     */
    Row answers(Class<?> type, Function<Map<String, Object>, ?> of) {
        return answers(Shape.OBJECT, type, of);
    }

    /**
     * @param type what is listed
     * @param of   makes an object of what the API lists
     */
    Row lists(Class<?> type, Function<Map<String, Object>, ?> of) {
        if (!consumer) {
            mayName(Parameter.PAGE, Parameter.LIMIT);
            takes("allPages");
        }
        return answers(Shape.PAGE, type, of);
    }

    /**
     * @param what the answer looks like
     * @param type what is in it
     * @param of   makes an object of what the API answers
     */
    Row answers(Shape what, Class<?> type, Function<Map<String, Object>, ?> of) {
        shape = what;
        body = type;
        model = of;
        return this;
    }

    Row answersNothing() {
        return answers(Shape.NOTHING, Void.class, json -> null);
    }

    /** Where there is one object, and one thing in its path, or else the account, it is about that. */
    private Parameter about() {
        boolean isOne = shape == Shape.OBJECT || shape == Shape.ROW;
        if (!isOne || path.ids().size() > 1) {
            return null;
        }
        return path.ids().size() == 1 ? path.ids().get(0) : all.contains(Parameter.ACCOUNT) ? Parameter.ACCOUNT : null;
    }

    Call call() {
        return new Call(method, path, safety, repeatableWith, spellings, about(), payload, shape, body, exact, model);
    }

    /**
     * @param words what a message says of it besides the operation's name, null where that says all
     */
    Terms terms(String words) {
        return new Terms(call(), new Needs(List.copyOf(all), oneOf, List.copyOf(optional), hints, exclusive), line, words);
    }

    Definition definition() {
        Terms terms = terms(null);
        List<Parameter> parameters = terms.needs().parameters();
        return new Definition(
                consumer, polling, !local, open, terms, parameters,
                Stream.concat(parameters.stream().map(Parameter::option), options.stream()).toList(), Map.copyOf(conditions));
    }
}
