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

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.client.Tasks;
import io.lobstr.camel.internal.message.LobstrHeaders;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Page;
import io.lobstr.camel.internal.operation.PageIterator;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.internal.produce.AwaitRun;
import io.lobstr.camel.internal.produce.DownloadRun;
import io.lobstr.camel.internal.produce.ProducerAction;
import io.lobstr.camel.internal.runtime.Lease;
import io.lobstr.camel.internal.runtime.LobstrClients;
import io.lobstr.camel.internal.start.RunStart;
import io.lobstr.camel.model.Run;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * Sends one request for an exchange, and sets its body to what was answered.
 */
public class LobstrProducer extends DefaultAsyncProducer {

    private static final Map<Parameter, String> HEADERS = new EnumMap<>(
            Map.of(
                    Parameter.SQUID, LobstrConstants.SQUID_ID,
                    Parameter.RUN, LobstrConstants.RUN_ID,
                    Parameter.TASK, LobstrConstants.TASK_ID));

    private Lease lease;
    private LobstrClient client;
    private ProducerAction action;

    /**
     * @param endpoint whose operation to do
     */
    public LobstrProducer(LobstrEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        lease = getEndpoint().lease();
        client = lease.client();
        action = action();
        getEndpoint().getComponent().healthChecks().add(lease);
    }

    @Override
    protected void doStop() throws Exception {
        if (action != null) {
            action.stop();
        }
        if (lease != null) {
            getEndpoint().getComponent().healthChecks().remove(lease);
            lease.giveBack();
            lease = null;
        }
        super.doStop();
    }

    private ProducerAction action() throws Exception {
        LobstrEndpoint endpoint = getEndpoint();
        Duration timeout = Duration.ofMillis(endpoint.getAwaitTimeout());
        Duration interval = Duration.ofMillis(endpoint.getPollInterval());
        return switch (endpoint.getOperation()) {
            case awaitRun -> new AwaitRun(
                    lease.waits(), timeout, interval, endpoint.getSquid(),
                    endpoint.getCamelContext());
            case startRun ->
                (request, exchange, pause) -> new RunStart(client, request, endpoint.getOnActiveRun(), pause).run();
            case downloadRun -> new DownloadRun(
                    lease.downloads(), endpoint.getFileFormat(), timeout, interval,
                    clients().asynchronous(), endpoint.getCamelContext());
            default -> (request, exchange, pause) -> client.send(request, pause);
        };
    }

    @Override
    public LobstrEndpoint getEndpoint() {
        return (LobstrEndpoint) super.getEndpoint();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<?> answer;
        try {
            LobstrRequest request = request(exchange.getMessage());
            if (getEndpoint().isAllPages()) {
                exchange.getMessage().setBody(allPages(request));
                callback.done(true);
                return true;
            }
            Pause pause = exchange.isTransacted() ? Pause.BLOCKING : clients().asynchronous();
            answer = action.answer(request, exchange, pause).toCompletableFuture();
        } catch (Throwable e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        if (answer.isDone()) {
            answer.whenComplete((body, failure) -> end(exchange, body, failure));
            callback.done(true);
            return true;
        }
        // what keeps time, or talks to the API, is not to be held by the route
        answer.whenCompleteAsync((body, failure) -> {
            end(exchange, body, failure);
            callback.done(false);
        }, clients().routes());
        return false;
    }

    private LobstrClients clients() {
        return getEndpoint().getComponent().clients();
    }

    private static void end(Exchange exchange, Object body, Throwable failure) {
        try {
            if (failure == null) {
                answer(exchange.getMessage(), body);
            } else {
                exchange.setException(failure instanceof CompletionException ? failure.getCause() : failure);
            }
        } catch (Throwable e) {
            exchange.setException(e);
        }
    }

    private LobstrRequest request(Message message) {
        LobstrOperation operation = getEndpoint().getOperation();
        Map<Parameter, String> parameters = new EnumMap<>(Parameter.class);
        for (Parameter parameter : operation.parameters()) {
            String option = getEndpoint().option(parameter);
            String value = option == null || option.isBlank()
                    ? message.getHeader(HEADERS.get(parameter), String.class) : option;
            if (value != null) {
                parameters.put(parameter, value);
            }
        }
        List<Parameter> missing = operation.missing(parameters);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(missing(operation, missing));
        }
        LobstrRequest request
                = new LobstrRequest(operation, parameters, operation.hasPayload() ? Tasks.of(tasks(message)) : null);
        return operation.isList() ? request.page(page(message), limit(message)) : request;
    }

    private static String missing(LobstrOperation operation, List<Parameter> missing) {
        return operation + " needs a " + list(missing, Parameter::toString) + ": set the option "
               + list(missing, Parameter::toString) + " or the header " + list(missing, HEADERS::get);
    }

    private static String list(List<Parameter> parameters, Function<Parameter, String> word) {
        return parameters.stream().map(word).collect(Collectors.joining(" or "));
    }

    /** Maps go out as they are; anything else must be JSON. */
    private static Object tasks(Message message) {
        Object body = message.getBody();
        if (body == null || body instanceof Map || body instanceof List) {
            return body;
        }
        byte[] json = message.getBody(byte[].class);
        return json == null ? body : json;
    }

    private int page(Message message) {
        return getEndpoint().getPage() != null
                ? getEndpoint().getPage()
                : LobstrEndpoint.validPage(LobstrConstants.PAGE,
                        number(message, LobstrConstants.PAGE, getEndpoint().pageOrDefault()));
    }

    private int limit(Message message) {
        return getEndpoint().getLimit() != null
                ? getEndpoint().getLimit()
                : LobstrEndpoint.validLimit(LobstrConstants.LIMIT,
                        number(message, LobstrConstants.LIMIT, getEndpoint().limitOrDefault()));
    }

    private static int number(Message message, String header, int otherwise) {
        Object value = message.getHeader(header);
        if (value == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(value.toString().strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the header " + header + " is no number: " + value, e);
        }
    }

    private PageIterator<Object> allPages(LobstrRequest request) {
        Map<Parameter, String> parameters = request.parameters();
        int limit = Integer.parseInt(parameters.get(Parameter.LIMIT));
        return new PageIterator<>(
                Integer.parseInt(parameters.get(Parameter.PAGE)),
                page -> client.get(request.page(page, limit), Pause.BLOCKING));
    }

    private static void answer(Message message, Object body) {
        if (body instanceof Page<?> page) {
            LobstrHeaders.set(message, page);
            message.setBody(page.items());
            return;
        }
        if (body instanceof Run run) {
            LobstrHeaders.set(message, run);
        }
        message.setBody(body);
    }
}
