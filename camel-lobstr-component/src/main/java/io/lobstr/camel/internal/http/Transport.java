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
package io.lobstr.camel.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;

import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;

/**
 * One attempt: a request goes out, and its whole answer comes back before the deadline.
 */
public final class Transport {

    private static final Duration LONGEST_LIMIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofDays(365);

    private final HttpClient http;
    private final Duration deadline;
    private final Deadlines deadlines;
    private final long maxResponseSize;

    public Transport(HttpClient http, ScheduledExecutorService timer, Duration deadline, long maxResponseSize) {
        this.http = http;
        this.deadline = deadline;
        this.deadlines = new Deadlines(timer, deadline);
        this.maxResponseSize = maxResponseSize;
    }

    /**
     * @throws NoAnswerException          if there was none, or none that can be used
     * @throws UnreadableContentException if what is to be sent cannot be read
     */
    public Answer send(HttpUriRequestBase request) throws NoAnswerException, UnreadableContentException {
        // a socket timeout bounds the wait for each byte only: a body that trickles would outlast it
        try (Deadlines.Attempt attempt = deadlines.begin(request::cancel)) {
            if (request.getEntity() != null) {
                // a big body takes as long as it takes, while it gets on
                SentEntity entity = new SentEntity(request.getEntity(), attempt::renew, request::cancel);
                request.setEntity(entity);
                return send(request, attempt, response -> readWhole(response, entity));
            }
            return send(request, attempt, this::read);
        }
    }

    private Answer send(HttpUriRequestBase request, Deadlines.Attempt attempt, HttpClientResponseHandler<Answer> reading)
            throws NoAnswerException, UnreadableContentException {
        try {
            return http.execute(request, reading);
        } catch (NoAnswerException | UnreadableContentException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            boolean silent = e instanceof SocketTimeoutException && mayHaveBeenSent(e);
            throw attempt.isLate() || silent
                    ? new NoAnswerException(
                            "no answer within " + deadline.toMillis() + " ms (requestTimeout)", mayHaveBeenSent(e), e)
                    : new NoAnswerException(reason(e), mayHaveBeenSent(e), e);
        }
    }

    /** Whoever refuses a body need not have all of it; whoever takes it must. */
    private Answer readWhole(ClassicHttpResponse response, SentEntity entity) throws IOException {
        if (response.getCode() < HttpStatus.SC_REDIRECTION && !entity.isWhole()) {
            throw new NoAnswerException(
                    "what came was " + response.getCode() + ", before the body was sent whole", true, null);
        }
        return read(response);
    }

    private Answer read(ClassicHttpResponse response) throws IOException {
        return new Answer(
                response.getCode(), response.getReasonPhrase(), value(response, HttpHeaders.CONTENT_TYPE),
                retryAfter(response), usedUp(response), saidTime(response),
                body(response.getEntity()));
    }

    private Body body(HttpEntity entity) throws IOException {
        if (entity == null) {
            return Body.EMPTY;
        }
        try (InputStream content = entity.getContent()) {
            return Body.read(content, maxResponseSize);
        }
    }

    /** How long the far side asks to wait, null where it does not. */
    public static Duration retryAfter(ClassicHttpResponse response) {
        String value = value(response, HttpHeaders.RETRY_AFTER);
        if (value == null) {
            return null;
        }
        if (value.matches("\\d+(\\.\\d*)?")) {
            // however big the number is: that is a long wait, and not none
            double seconds = Math.min(Double.parseDouble(value), LONGEST_WAIT.toSeconds());
            return Duration.ofMillis((long) Math.ceil(seconds * 1000));
        }
        Instant until = DateUtils.parseStandardDate(value);
        if (until == null) {
            return null;
        }
        Duration wait = Duration.between(date(response), until);
        if (wait.compareTo(LONGEST_WAIT) > 0) {
            return LONGEST_WAIT;
        }
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private static Duration usedUp(ClassicHttpResponse response) {
        if (!"0".equals(value(response, "X-RateLimit-Remaining"))) {
            return null;
        }
        String reset = value(response, "X-RateLimit-Reset");
        if (reset == null || !reset.matches("\\d{1,12}")) {
            return null;
        }
        Duration wait = Duration.between(date(response), Instant.ofEpochSecond(Long.parseLong(reset)));
        // no documented limit lasts longer: what says so has another clock
        return wait.isNegative() || wait.compareTo(LONGEST_LIMIT) > 0 ? null : wait;
    }

    /** The far side's own clock, which may differ from ours. */
    private static Instant date(ClassicHttpResponse response) {
        Instant date = DateUtils.parseStandardDate(response, HttpHeaders.DATE);
        return date == null ? Instant.now() : date;
    }

    /** Taken here, and not after the body, which may take long. What a cache on the way has kept is older than now. */
    private static SaidTime saidTime(ClassicHttpResponse response) {
        String date = value(response, HttpHeaders.DATE);
        return date == null ? null : new SaidTime(date, value(response, HttpHeaders.AGE), System.nanoTime());
    }

    private static String value(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null || header.getValue() == null ? null : header.getValue().strip();
    }

    private static boolean mayHaveBeenSent(Exception e) {
        // cancelled is what waits for a connection, rejected what comes after the stop
        return !(e instanceof CancellationException || e instanceof RejectedExecutionException || e instanceof ConnectException
                || e instanceof ConnectTimeoutException
                || e instanceof ConnectionRequestTimeoutException || e instanceof UnknownHostException
                || e instanceof NoRouteToHostException || e instanceof SSLHandshakeException
                || e instanceof SSLPeerUnverifiedException);
    }

    private static String reason(Exception e) {
        String message = e.getMessage() == null ? "" : ": " + e.getMessage();
        if (e instanceof UnknownHostException) {
            return "the host is unknown" + message;
        }
        return mayHaveBeenSent(e) ? "the connection broke" + message : "no connection" + message;
    }
}
