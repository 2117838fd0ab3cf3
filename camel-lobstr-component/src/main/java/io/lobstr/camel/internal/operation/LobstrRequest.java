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

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One row of the table of operations, filled in.
 *
 * @param operation  the row
 * @param call       what is asked of the API; one of several where the operation is made of more than one
 * @param parameters what it names
 * @param payload    what is sent besides, null where the call sends nothing
 * @param line       on whose behalf it is sent
 * @param note       what a message says besides, may be null
 */
public record LobstrRequest(
        LobstrOperation operation, Call call, Map<Parameter, String> parameters, Object payload, Line line, String note) {

    /**
     * @param  operation                the row
     * @param  call                     what is asked of the API
     * @param  parameters               what it names
     * @param  payload                  what is sent besides, null where the call sends nothing
     * @param  line                     on whose behalf it is sent
     * @param  note                     what a message says besides, may be null
     * @throws IllegalArgumentException if something cannot be
     */
    public LobstrRequest {
        parameters = Collections.unmodifiableMap(parameters);
        if (call.payload().isNeeded() && payload == null) {
            throw new IllegalArgumentException(operation + " needs a body");
        }
        parameters.forEach((parameter, value) -> parameter.checked(parameter.toString(), value));
    }

    /**
     * @param  operation                the row
     * @param  parameters               what it names; of alternatives the first counts
     * @param  payload                  what is sent besides, null where the row sends nothing
     * @throws IllegalArgumentException if something is missing that the operation needs, or cannot be
     */
    public LobstrRequest(LobstrOperation operation, Map<Parameter, String> parameters, Object payload) {
        this(operation, operation.terms(), parameters, payload);
    }

    /**
     * @param  operation                the row
     * @param  terms                    what its endpoint asks
     * @param  parameters               what it names; of alternatives the first counts
     * @param  payload                  what is sent besides, null where nothing is
     * @throws IllegalArgumentException if something is missing that the operation needs, or cannot be
     */
    public LobstrRequest(LobstrOperation operation, Terms terms, Map<Parameter, String> parameters, Object payload) {
        this(operation, terms.call(), chosen(operation, terms.needs(), parameters), payload, terms.line(), terms.words());
    }

    /**
     * @param  operation                the row
     * @param  parameters               what it names
     * @throws IllegalArgumentException if something is missing that the operation needs, or cannot be
     */
    public LobstrRequest(LobstrOperation operation, Map<Parameter, String> parameters) {
        this(operation, parameters, null);
    }

    private static Map<Parameter, String> chosen(
            LobstrOperation operation, Needs needs, Map<Parameter, String> parameters) {
        Map<Parameter, String> chosen = needs.choose(parameters);
        List<Parameter> missing = needs.missing(chosen);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    operation + " needs " + missing.stream().map(Parameter::one).collect(Collectors.joining(" or ")));
        }
        return chosen;
    }

    /**
     * @param  step  another call that belongs to the operation: failures are the operation's
     * @param  named what the call names, in its path, and besides
     * @param  sent  what it sends besides, null where it sends nothing
     * @return       the request for it
     */
    public LobstrRequest asking(Call step, Map<Parameter, String> named, Object sent) {
        Map<Parameter, String> inOrder = new EnumMap<>(Parameter.class);
        inOrder.putAll(named);
        return new LobstrRequest(operation, step, inOrder, sent, line, note);
    }

    /**
     * @param  other on whose behalf it is sent
     * @return       the same request, which counts for that
     */
    public LobstrRequest in(Line other) {
        return new LobstrRequest(operation, call, parameters, payload, other, note);
    }

    /**
     * @param  sent  what is sent besides what it names
     * @param  words what a message says besides, may be null
     * @return       the same request, which sends that
     */
    public LobstrRequest sending(Object sent, String words) {
        return new LobstrRequest(operation, call, parameters, sent, line, words);
    }

    /**
     * @return what asking once more would do
     */
    public Safety safety() {
        return call.safety(parameters);
    }

    /**
     * @return whether what it sends is gone, so that it cannot be sent again
     */
    public boolean isSpent() {
        return payload instanceof FileContent file && file.isSpent();
    }

    /**
     * @param  page  the number of the page, from 1
     * @param  limit its size, 1 to 100
     * @return       the same request for that page
     */
    public LobstrRequest page(int page, int limit) {
        EnumMap<Parameter, String> other = new EnumMap<>(parameters.isEmpty() ? Map.of(Parameter.PAGE, "") : parameters);
        other.put(Parameter.PAGE, String.valueOf(page));
        other.put(Parameter.LIMIT, String.valueOf(limit));
        return new LobstrRequest(operation, call, other, payload, line, note);
    }

    /** Whether it is sent again and again, by what looks for runs that have finished. */
    public boolean isPolled() {
        return line == Line.CONSUME || line == Line.WAIT;
    }

    /**
     * @return what is asked, for a message: the operation and the ids
     */
    @Override
    public String toString() {
        return operation + parameters.entrySet().stream().filter(entry -> entry.getKey().isId())
                .map(entry -> " " + entry.getKey() + " " + Words.brief(entry.getValue()))
                .reduce((first, next) -> first + "," + next).map(ids -> " of" + ids).orElse("")
               + (note == null ? "" : " (" + note + ")");
    }
}
