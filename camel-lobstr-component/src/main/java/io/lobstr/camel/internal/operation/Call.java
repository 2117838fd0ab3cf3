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

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One call of the API, as its pages have it. An operation is made of one, or of several.
 *
 * @param method    of HTTP
 * @param path      where it goes
 * @param safety    what asking once more would do
 * @param settled   what makes it repeatable where it is named, null where nothing does
 * @param spellings what the API's pages call what is named, where they do not agree
 * @param about     what is answered, null where that has an id of its own
 * @param payload   what it sends besides what a request names
 * @param shape     what its answer looks like
 * @param body      what is in the answer
 * @param exact     whether an answer is none that holds what Java cannot hold as it is
 * @param model     makes one of these of a JSON object
 */
public record Call(String method, PathTemplate path, Safety safety, Parameter settled,
        Map<Parameter, List<String>> spellings, Parameter about, Payload payload, Shape shape, Class<?> body, boolean exact,
        Function<Map<String, Object>, ?> model) {

    /** As a task calls it that is read by itself. */
    private static final String OTHER_NAME_OF_ID = "hash_value";

    /**
     * @param  named what a request names
     * @return       what asking once more would do
     */
    Safety safety(Map<Parameter, String> named) {
        return settled != null && named.containsKey(settled) ? Safety.REPEATABLE : safety;
    }

    /** Whether what it names, but for the ids in its path, goes into a body of JSON; else it goes into the query. */
    public boolean sendsJson() {
        return !"GET".equals(method) && !"DELETE".equals(method);
    }

    /** What a request calls what it names: by several names where the API's pages do not agree. */
    public List<String> spellings(Parameter parameter) {
        return spellings.getOrDefault(parameter, List.of(parameter.toString()));
    }

    /** The part of the path by which the API counts its limits. */
    public String limitedBy() {
        return path.firstPart();
    }

    /**
     * @param  json                     what Jackson read; null where nothing was answered, or that
     * @param  named                    what was asked for
     * @param  polled                   whether it is asked for again and again: then a row of a list that cannot be
     *                                  read holds back no other
     * @return                          what a route gets
     * @throws IllegalArgumentException if it cannot be read; the message continues a sentence
     */
    public Object read(Object json, Map<Parameter, String> named, boolean polled) {
        int page = number(named.get(Parameter.PAGE), Page.FIRST);
        int size = number(named.get(Parameter.LIMIT), Page.USUAL_SIZE);
        return shape == Shape.PAGE && polled
                ? Page.ofPoll(Shape.object(json), page, size, model)
                : shape.read(json, page, size, about == null ? model : answered -> model.apply(checked(answered, named)));
    }

    /** Of what was asked for nothing else is answered, such as by a cache on the way. */
    private Map<String, Object> checked(Map<String, Object> answered, Map<Parameter, String> named) {
        Object id = answered.getOrDefault("id", answered.get(OTHER_NAME_OF_ID));
        if ((id instanceof String || id instanceof Number) && !id.toString().equalsIgnoreCase(named.get(about))) {
            throw new IllegalArgumentException("it is about " + about + " " + id + ", which is another one");
        }
        return answered;
    }

    private static int number(String said, int otherwise) {
        return said == null ? otherwise : Integer.parseInt(said);
    }

    /**
     * @return whether what it was to do is done where the API knows no such thing any more
     */
    public boolean deletes() {
        return "DELETE".equals(method);
    }

    /**
     * @param  named what a request names
     * @return       what a route gets where the answer to its deletion was lost
     */
    public Object deleted(Map<Parameter, String> named) {
        Parameter id = path.ids().get(0);
        return shape == Shape.NOTHING
                ? null : model.apply(Map.of("id", named.get(id), "object", id.toString(), "deleted", true));
    }
}
