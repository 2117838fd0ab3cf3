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
package io.lobstr.camel.internal.produce;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.lobstr.camel.UploadFormat;
import io.lobstr.camel.internal.client.JsonBody;
import io.lobstr.camel.internal.client.ObjectBody;
import io.lobstr.camel.internal.client.Tasks;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Needs;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.internal.operation.Payload;
import io.lobstr.camel.internal.operation.Terms;
import io.lobstr.camel.model.LobstrObject;
import io.lobstr.camel.model.Task;
import org.apache.camel.Message;

/**
 * Fills a row of the table of operations in: from the URI, and what that leaves out from the headers and the body of a
 * message.
 */
public final class Requests {

    private final LobstrOperation operation;
    private final Terms terms;
    private final UriOptions uri;

    /**
     * @param operation the row
     * @param uri       what counts before any header
     */
    public Requests(LobstrOperation operation, UriOptions uri) {
        this.operation = operation;
        this.terms = operation.terms(uri::get);
        this.uri = uri;
    }

    /**
     * @param  message                  what counts where the URI says nothing
     * @return                          what is asked
     * @throws IllegalArgumentException if something is missing that the operation needs, or cannot be; the message
     *                                  names the option or the header
     */
    public LobstrRequest of(Message message) {
        Needs needs = terms.needs();
        Object payload = payload(message);
        Function<Parameter, String> headers
                = parameter -> first(field(parameter, payload), header(parameter, message));
        Function<Parameter, String> either = parameter -> first(option(parameter), headers.apply(parameter));
        Map<Parameter, String> parameters = new EnumMap<>(Parameter.class);
        needs.all().forEach(parameter -> put(parameters, parameter, either));
        needs.optional().forEach(parameter -> put(parameters, parameter, either));
        // a run that has come along is not what squid=… means: what the URI names of them counts before all headers
        if (!putFirst(parameters, needs.oneOf(), this::option)) {
            putFirst(parameters, needs.oneOf(), headers);
        }
        boolean named = needs.all().stream().anyMatch(parameter -> option(parameter) != null);
        needs.hints().forEach(hint -> put(parameters, hint, named ? this::option : either));
        List<Parameter> missing = needs.missing(parameters);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(missing(missing));
        }
        return new LobstrRequest(operation, terms, parameters, payload);
    }

    private static boolean putFirst(
            Map<Parameter, String> parameters, List<Parameter> alternatives, Function<Parameter, String> source) {
        for (Parameter parameter : alternatives) {
            if (put(parameters, parameter, source)) {
                return true;
            }
        }
        return false;
    }

    private static boolean put(Map<Parameter, String> parameters, Parameter parameter, Function<Parameter, String> source) {
        String value = first(source.apply(parameter), parameter.otherwise());
        if (value != null) {
            parameters.put(parameter, value);
        }
        return value != null;
    }

    private static String first(String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    private String option(Parameter parameter) {
        return said(parameter, parameter.option(), uri.get(parameter.option()));
    }

    private static String header(Parameter parameter, Message message) {
        String header = parameter.header();
        return header == null ? null : said(parameter, header, message.getHeader(header, String.class));
    }

    /** What the body says of what goes into it: somebody who has it from the API's pages writes it there. */
    private String field(Parameter parameter, Object payload) {
        return payload instanceof Map<?, ?> object && !terms.call().path().ids().contains(parameter)
                ? said(parameter, "the field " + parameter + " of the body", object.get(parameter.toString())) : null;
    }

    private static String said(Parameter parameter, String source, Object value) {
        String text = value == null ? "" : value.toString().strip();
        return text.isEmpty() ? null : parameter.checked(source, text);
    }

    private String missing(List<Parameter> missing) {
        boolean inBody = terms.call().payload().kind() == Payload.Kind.OBJECT
                && missing.stream().noneMatch(terms.call().path().ids()::contains);
        return operation + " needs " + list(missing, Parameter::one) + ": set the option "
               + list(missing, Parameter::option) + (inBody ? ", a field of the body" : "") + " or the header "
               + list(missing, Parameter::header);
    }

    private static String list(List<Parameter> parameters, Function<Parameter, String> word) {
        return parameters.stream().map(word).collect(Collectors.joining(" or "));
    }

    private Object payload(Message message) {
        return switch (terms.call().payload().kind()) {
            case NOTHING -> null;
            case TASKS -> message.getBody() instanceof Iterator<?> iterator
                    ? UnsentTasks.of(iterator, message.getExchange()) : Tasks.of(tasks(message));
            case FILE -> TaskFile.of(message, uri.get("uploadFormat", UploadFormat.class));
            case JSON -> JsonBody.of(operation, message.getBody() instanceof LobstrObject answered ? answered : body(message));
            case OBJECT -> ObjectBody.of(
                    operation, message.getBody() instanceof LobstrObject answered ? answered : body(message));
        };
    }

    /** One after another where nothing holds them all; a path is a file, whatever can be iterated over in it. */
    private Object tasks(Message message) {
        Object body = message.getBody();
        if (body instanceof Collection) {
            return body;
        }
        if (body instanceof LobstrObject && !(body instanceof Task)) {
            throw new IllegalArgumentException(
                    operation + " needs tasks as its body, and this one was answered to another operation: give "
                                               + terms.call().payload().words().replace("`", ""));
        }
        Object json = body(message);
        return json instanceof Iterable ? ((Iterable<?>) json).iterator() : json;
    }

    /** Maps go out as they are; anything else must be JSON. */
    private static Object body(Message message) {
        Object body = message.getBody();
        if (body == null || body instanceof Map || body instanceof List) {
            return body;
        }
        byte[] json = message.getBody(byte[].class);
        return json == null ? body : json;
    }
}
