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
package io.lobstr.camel.internal.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Takes the calls that come in on one path, and answers each at once. Of a request only its address and its body are
 * read, and of these nothing before the address has proved to be one of ours. Whoever listens is told after the answer.
 */
final class WebhookReceiver implements Processor {

    /** An event has a few hundred bytes. */
    private static final int MOST_BYTES = 16 * 1024;
    /**
     * The end of the path, as it was sent: a server that tidies paths up, or hands parameters over, is not relied on.
     */
    private static final Pattern END = Pattern.compile("/([^/]+)/([A-Za-z0-9_-]+)\\z");

    private static final Pattern QUERY = Pattern.compile("[?#].*", Pattern.DOTALL);

    private final List<WebhookListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<WebhookResult, LongAdder> counts;

    /**
     * @param counts counts the calls
     */
    WebhookReceiver(Map<WebhookResult, LongAdder> counts) {
        this.counts = new EnumMap<>(counts);
    }

    List<WebhookListener> listeners() {
        return listeners;
    }

    @Override
    public void process(Exchange exchange) {
        WebhookResult result;
        try {
            result = take(exchange);
        } catch (IOException e) {
            result = WebhookResult.BROKEN;
        }
        counts.get(result).increment();
        Message answer = exchange.getMessage();
        // what the server hands over as headers of the request, it would send back
        answer.getHeaders().clear();
        answer.setHeader(Exchange.HTTP_RESPONSE_CODE, result.status());
        answer.setHeader(Exchange.CONTENT_TYPE, "application/json");
        answer.setBody("{}");
    }

    private WebhookResult take(Exchange exchange) throws IOException {
        Message request = exchange.getMessage();
        Matcher end = END.matcher(path(request));
        if (!end.find()) {
            return WebhookResult.UNKNOWN;
        }
        String squid = decoded(end.group(1));
        List<WebhookListener> known = listeners.stream().filter(one -> one.knows(squid, end.group(2))).toList();
        if (known.isEmpty()) {
            return WebhookResult.UNKNOWN;
        }
        if (!"POST".equals(request.getHeader(Exchange.HTTP_METHOD, String.class))) {
            return WebhookResult.NO_POST;
        }
        List<WebhookListener> open = known.stream().filter(WebhookListener::isOpen).toList();
        if (open.isEmpty()) {
            return WebhookResult.CLOSED;
        }
        byte[] body = body(request);
        if (body.length > MOST_BYTES) {
            return WebhookResult.TOO_BIG;
        }
        return WebhookCalls.event(squid, body).map(event -> {
            afterwards(exchange, () -> open.forEach(listener -> listener.called(squid, event)));
            return WebhookResult.TAKEN;
        }).orElse(WebhookResult.NO_EVENT);
    }

    private static String path(Message request) {
        String uri = request.getHeader(Exchange.HTTP_URI, String.class);
        String path = uri == null ? request.getHeader(Exchange.HTTP_PATH, String.class) : uri;
        return path == null ? "" : QUERY.matcher(path).replaceFirst("");
    }

    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }

    /** One byte more than is taken tells that there are more. */
    private static byte[] body(Message request) throws IOException {
        Long length = request.getHeader(Exchange.CONTENT_LENGTH, Long.class);
        if (length != null && length > MOST_BYTES) {
            return new byte[MOST_BYTES + 1];
        }
        try (InputStream stream = request.getBody(InputStream.class)) {
            return stream == null ? new byte[0] : stream.readNBytes(MOST_BYTES + 1);
        }
    }

    private static void afterwards(Exchange exchange, Runnable task) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange answered) {
                task.run();
            }
        });
    }
}
