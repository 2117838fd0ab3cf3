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
package io.lobstr.camel.simulator.fault;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.lobstr.camel.simulator.api.ApiError;
import io.lobstr.camel.simulator.api.ErrorShape;
import io.lobstr.camel.simulator.traffic.Answer;
import io.lobstr.camel.simulator.traffic.Body;
import io.lobstr.camel.simulator.traffic.Delivery;
import io.lobstr.camel.simulator.traffic.Delivery.Breaks;
import io.lobstr.camel.simulator.traffic.ReceivedRequest;

/**
 * Something that goes wrong with a request. A value: it can be used as often as needed.
 * <p>
 * Some faults come <em>before acting</em>: the API never saw the request, and answers something else. The others come
 * <em>after acting</em>: the API did what was asked (a run is started), and its answer is spoiled. Each method says
 * which; {@link #afterActing()} turns one of the first kind into one of the second.
 */
public final class Fault {

    private static final String HTML = "text/html";
    private static final String JSON = "application/json";

    private final boolean acts;
    private final Function<String, Answer> instead;
    private final BiFunction<ReceivedRequest, Answer, Answer> spoil;

    private Fault(boolean acts, Function<String, Answer> instead, BiFunction<ReceivedRequest, Answer, Answer> spoil) {
        this.acts = acts;
        this.instead = instead;
        this.spoil = spoil;
    }

    /**
     * 429 without {@code Retry-After}. Before acting.
     *
     * @return the fault
     */
    public static Fault tooManyRequests() {
        ApiError error = ApiError.rateLimited();
        return instead(error.shape().answer(error).withHeader("X-RateLimit-Remaining", "0"));
    }

    /**
     * 429 with {@code Retry-After} in seconds. Before acting.
     *
     * @param  retryAfter how long to wait
     * @return            the fault
     */
    public static Fault tooManyRequests(Duration retryAfter) {
        return tooManyRequests().withHeader("Retry-After", Long.toString(retryAfter.toSeconds()));
    }

    /**
     * 429 with {@code Retry-After} as an HTTP date. Before acting.
     *
     * @param  instant until when to wait
     * @return         the fault
     */
    public static Fault tooManyRequestsUntil(Instant instant) {
        return tooManyRequests().withHeader("Retry-After",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC)));
    }

    /**
     * 500 {@code SomethingWentWrong} in JSON. Before acting.
     *
     * @return the fault
     */
    public static Fault serverError() {
        return error(500, "SomethingWentWrong", "Something went wrong");
    }

    /**
     * A proxy's 502 in HTML. Before acting.
     *
     * @return the fault
     */
    public static Fault badGateway() {
        return error(502, null, "Bad Gateway", ErrorShape.PROXY_HTML);
    }

    /**
     * A proxy's 503 in HTML. Before acting.
     *
     * @return the fault
     */
    public static Fault unavailable() {
        return error(503, null, "Service Temporarily Unavailable", ErrorShape.PROXY_HTML);
    }

    /**
     * 401 {@code TokenExpired}. Before acting.
     *
     * @return the fault
     */
    public static Fault unauthorized() {
        return error(401, "TokenExpired", "Token expired");
    }

    /**
     * 403. Before acting.
     *
     * @return the fault
     */
    public static Fault forbidden() {
        return error(403, null, "You do not have permission to perform this action.", ErrorShape.DETAIL);
    }

    /**
     * 404. Before acting.
     *
     * @return the fault
     */
    public static Fault notFound() {
        return error(404, null, "Not found", ErrorShape.ERROR_TEXT);
    }

    /**
     * A proxy's 404 in HTML, which says nothing of the API. Before acting.
     *
     * @return the fault
     */
    public static Fault notFoundByProxy() {
        return error(404, null, "Not Found", ErrorShape.PROXY_HTML);
    }

    /**
     * The right answer with another status, such as 201 or 202; 204 comes without a body. After acting.
     *
     * @param  status the HTTP status
     * @return        the fault
     */
    public static Fault status(int status) {
        return spoiling(answer -> new Answer(
                status, answer.headers(), status == 204 ? Body.of("") : answer.body(), answer.delivery()));
    }

    /**
     * An error of the API as {@code {"errors": {"message", "type", "code"}}}. Before acting.
     *
     * @param  status  the HTTP status
     * @param  type    its type, such as {@code NotEnoughCredits}
     * @param  message its words
     * @return         the fault
     */
    public static Fault error(int status, String type, String message) {
        return error(status, type, message, ErrorShape.ERRORS_OBJECT);
    }

    /**
     * An error of the API in any shape. Before acting.
     *
     * @param  status  the HTTP status
     * @param  type    its type; not every shape has it
     * @param  message its words
     * @param  shape   how it is written
     * @return         the fault
     */
    public static Fault error(int status, String type, String message, ErrorShape shape) {
        return instead(shape.answer(new ApiError(status, type, message, null, shape)));
    }

    /**
     * Any answer. Before acting.
     *
     * @param  status      the HTTP status
     * @param  contentType the type of the body
     * @param  body        the body
     * @return             the fault
     */
    public static Fault answer(int status, String contentType, String body) {
        return instead(Answer.of(status, contentType, Body.of(body)));
    }

    /**
     * 200 with an empty body. Before acting.
     *
     * @return the fault
     */
    public static Fault emptyBody() {
        return answer(200, JSON, "");
    }

    /**
     * 200 with a JSON object of this size. Before acting.
     *
     * @param  bytes the size
     * @return       the fault
     */
    public static Fault hugeBody(long bytes) {
        return instead(Answer.of(200, JSON, new HugeBody(bytes)));
    }

    /**
     * A redirect (302) to the same path and query on the host of exported files, where the log of requests shows who
     * follows. Before acting.
     *
     * @return the fault
     */
    public static Fault redirect() {
        return new Fault(
                false, elsewhere -> Answer.of(302, HTML, Body.of("")).withHeader("Location", elsewhere),
                (request, answer) -> answer);
    }

    /**
     * A redirect. Before acting.
     *
     * @param  status   the HTTP status, such as 307
     * @param  location where to
     * @return          the fault
     */
    public static Fault redirect(int status, String location) {
        return answer(status, HTML, "").withHeader("Location", location);
    }

    /**
     * The connection is reset before acting.
     *
     * @return the fault
     */
    public static Fault dropped() {
        return emptyBody().breaking(Breaks.RESET);
    }

    /**
     * The connection is reset after acting: a run was started, and nobody heard of it.
     *
     * @return the fault
     */
    public static Fault lostAnswer() {
        return spoiling(UnaryOperator.identity()).breaking(Breaks.RESET);
    }

    /**
     * The connection is closed after acting, without a byte of an answer.
     *
     * @return the fault
     */
    public static Fault noAnswer() {
        return spoiling(UnaryOperator.identity()).breaking(Breaks.CLOSE);
    }

    /**
     * The connection is closed in the middle of the body; the headers promise more. After acting.
     *
     * @return the fault
     */
    public static Fault cutBody() {
        return spoiling(UnaryOperator.identity()).breaking(Breaks.CUT);
    }

    /**
     * Bytes that are not HTTP, and the connection is closed. After acting.
     *
     * @return the fault
     */
    public static Fault garbage() {
        return spoiling(UnaryOperator.identity()).breaking(Breaks.GARBAGE);
    }

    /**
     * The first half of the JSON, as a complete HTTP answer. After acting.
     *
     * @return the fault
     */
    public static Fault truncatedJson() {
        return spoiling(Spoil::truncate);
    }

    /**
     * JSON whose fields have other types than documented. After acting.
     *
     * @return the fault
     */
    public static Fault wrongTypes() {
        return spoiling(Spoil::wrongTypes);
    }

    /**
     * The right answer, late. After acting, which is done at once.
     *
     * @param  delay how long before its first byte
     * @return       the fault
     */
    public static Fault slow(Duration delay) {
        return spoiling(UnaryOperator.identity()).delayed(delay);
    }

    /**
     * The right answer, in small pieces over a time. After acting, which is done at once.
     *
     * @param  length how long the body takes
     * @return        the fault
     */
    public static Fault trickle(Duration length) {
        return spoiling(UnaryOperator.identity()).trickled(length);
    }

    /**
     * The same fault, but the API does what was asked first.
     *
     * @return the fault
     */
    public Fault afterActing() {
        return new Fault(true, instead, spoil);
    }

    /**
     * The same fault with one more header.
     *
     * @param  name  its name
     * @param  value its value
     * @return       the fault
     */
    public Fault withHeader(String name, String value) {
        return then(answer -> answer.withHeader(name, value));
    }

    /**
     * The same fault, late.
     *
     * @param  delay how long before its first byte, or before the connection breaks
     * @return       the fault
     */
    public Fault delayed(Duration delay) {
        return then(answer -> answer.withDelivery(
                new Delivery(delay, answer.delivery().trickle(), answer.delivery().breaks())));
    }

    /**
     * The same fault, in small pieces over a time.
     *
     * @param  length how long the body takes
     * @return        the fault
     */
    public Fault trickled(Duration length) {
        return then(answer -> answer.withDelivery(new Delivery(answer.delivery().delay(), length, answer.delivery().breaks())));
    }

    /**
     * {@return whether the API does what was asked}
     */
    public boolean acts() {
        return acts;
    }

    /**
     * What is answered in the end.
     *
     * @param  request   what is asked
     * @param  genuine   the right answer; null if the fault comes before acting
     * @param  elsewhere the same path and query on another host
     * @return           the answer
     */
    public Answer answer(ReceivedRequest request, Answer genuine, String elsewhere) {
        return spoil.apply(request, instead == null ? genuine : instead.apply(elsewhere));
    }

    static Fault stale(Function<ReceivedRequest, Optional<Answer>> earlier) {
        return new Fault(true, null, (request, answer) -> earlier.apply(request).orElse(answer));
    }

    private Fault breaking(Breaks breaks) {
        return then(answer -> answer.withDelivery(
                new Delivery(answer.delivery().delay(), answer.delivery().trickle(), breaks)));
    }

    private Fault then(UnaryOperator<Answer> next) {
        return new Fault(acts, instead, spoil.andThen(next));
    }

    private static Fault instead(Answer answer) {
        return new Fault(false, elsewhere -> answer, (request, same) -> same);
    }

    private static Fault spoiling(UnaryOperator<Answer> spoil) {
        return new Fault(true, null, (request, answer) -> spoil.apply(answer));
    }
}
