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
package io.lobstr.camel.internal.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.internal.http.Answer;
import io.lobstr.camel.internal.http.ErrorAnswers;
import io.lobstr.camel.internal.http.HttpRequests;
import io.lobstr.camel.internal.http.LobstrSettings;
import io.lobstr.camel.internal.http.NoAnswerException;
import io.lobstr.camel.internal.http.SaidTime;
import io.lobstr.camel.internal.http.Transport;
import io.lobstr.camel.internal.http.UnreadableContentException;
import io.lobstr.camel.internal.operation.Call;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Page;
import io.lobstr.camel.internal.operation.PageSizes;
import org.apache.hc.client5.http.classic.HttpClient;

/**
 * The API as Java calls: sends a request within the budget, again where that is safe, and answers model objects.
 */
public final class LobstrClient {

    private final RetryPolicy retries;
    private final RequestBudget budget;
    private final HttpRequests requests;
    private final Transport transport;
    private final ErrorAnswers errors;
    private final RequestObserver observer;
    private final Learnt learnt;
    private final Editions editions = new Editions(this);

    /**
     * @param http     sends one request as it is: no retries, redirects or cookies of its own
     * @param timer    ends attempts that take too long; its tasks are short
     * @param settings how to talk to the API
     * @param retries  when a failed request is sent again
     * @param budget   when to; shared by all clients with the same key
     * @param observer hears of each request
     */
    public LobstrClient(
                        HttpClient http, ScheduledExecutorService timer, LobstrSettings settings, RetryPolicy retries,
                        RequestBudget budget, RequestObserver observer) {
        this.observer = observer;
        this.retries = retries;
        this.budget = budget;
        this.requests = new HttpRequests(settings);
        this.transport = new Transport(http, timer, settings.requestTimeout(), settings.maxResponseSize());
        this.errors = new ErrorAnswers(settings.apiKey());
        this.learnt = new Learnt();
    }

    private LobstrClient(LobstrClient other, RetryPolicy retries) {
        this.retries = retries;
        this.budget = other.budget;
        this.requests = other.requests;
        this.transport = other.transport;
        this.errors = other.errors;
        this.observer = other.observer;
        this.learnt = other.learnt;
    }

    /**
     * @return the same for a caller that asks again by itself
     */
    public LobstrClient withoutRetries() {
        return new LobstrClient(this, retries.none());
    }

    /**
     * Sends the request. HTTP itself is done on the calling thread, or, after a wait, on the one that the pause chose.
     * If the answer is cancelled while it waits, nothing is sent.
     *
     * @param  request what to ask
     * @param  pause   how to wait for the budget and between retries
     * @param  <T>     what the operation's row answers: a model object, or a {@link Page} of them
     * @return         the answer, or a {@link LobstrException}
     */
    public <T> CompletionStage<T> send(LobstrRequest request, Pause pause) {
        return retrying(request, pause, () -> once(request, request, pause));
    }

    /**
     * Sends the request and waits for the answer on the calling thread.
     *
     * @param  request         what to ask
     * @param  pause           how to wait for the budget and between retries
     * @param  <T>             what the operation's row answers
     * @return                 the answer
     * @throws LobstrException if it failed
     */
    public <T> T get(LobstrRequest request, Pause pause) {
        try {
            return this.<T> send(request, pause).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @SuppressWarnings("unchecked")
    private <T> T parse(LobstrRequest request, LobstrRequest asked, Answer answer) {
        Call call = request.call();
        try {
            Object read = call.read(answer.json(call), request.parameters(), request.isPolled());
            return (T) (read instanceof Page<?> page && page.cut() ? page.worded(errors::words) : read);
        } catch (IllegalArgumentException e) {
            throw errors.unreadable(asked, answer, e);
        }
    }

    /** Makes attempts until one succeeds, or fails in a way that allows no other. */
    public <T> CompletionStage<T> retrying(LobstrRequest request, Pause pause, Supplier<CompletionStage<T>> attempt) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        guarded(answer, () -> retry(request, pause, attempt, 0, null, answer));
        return answer;
    }

    /** Where an answer was lost before, what is deleted and not there any more was deleted then. */
    @SuppressWarnings("unchecked")
    private <T> void retry(
            LobstrRequest request, Pause pause, Supplier<CompletionStage<T>> attempt, int retries,
            LobstrServerException lost, CompletableFuture<T> answer) {
        CompletionStage<T> tried = attempt.get();
        answer.whenComplete((value, failure) -> tried.toCompletableFuture().cancel(false));
        tried.whenComplete((value, thrown) -> guarded(answer, () -> {
            Throwable failure = unwrap(thrown);
            if (failure == null) {
                answer.complete(value);
                return;
            }
            if (lost != null && request.call().deletes() && failure instanceof LobstrNotFoundException) {
                answer.complete((T) request.call().deleted(request.parameters()));
                return;
            }
            Optional<Duration> wait = failure instanceof LobstrException known && !request.isSpent()
                    ? this.retries.next(request.safety(), known, retries) : Optional.empty();
            LobstrServerException sent
                    = failure instanceof LobstrServerException server && server.isRequestSent() ? server : lost;
            if (wait.isEmpty()) {
                answer.completeExceptionally(
                        failure instanceof LobstrStoppedException ? errors.stopped(request, sent) : failure);
            } else {
                after(() -> errors.stopped(request, sent), pause, wait.get(),
                        () -> retry(request, pause, attempt, retries + 1, sent, answer), answer);
            }
        }));
    }

    /**
     * One attempt, when its turn has come.
     *
     * @param request what to send
     * @param asked   what for: it names the failure, and says in which line to wait
     */
    public <T> CompletionStage<T> once(LobstrRequest request, LobstrRequest asked, Pause pause) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        RequestBudget.Turn turn = budget.join(asked.line(), request.operation(), request.call().limitedBy());
        guarded(answer, () -> whenItsTurn(turn, request, asked, pause, answer));
        answer.whenComplete((value, failure) -> budget.leave(turn));
        return answer;
    }

    private <T> void whenItsTurn(
            RequestBudget.Turn turn, LobstrRequest request, LobstrRequest asked, Pause pause,
            CompletableFuture<T> answer) {
        Duration refused = budget.refused(asked.call().limitedBy());
        if (refused.compareTo(this.retries.maxDelay()) > 0) {
            throw errors.refused(asked, refused);
        }
        Duration wait = budget.look(turn);
        if (wait.isZero()) {
            answer.complete(exchange(request, asked));
        } else {
            after(() -> errors.stopped(asked, null), pause, wait, () -> whenItsTurn(turn, request, asked, pause, answer),
                    answer);
        }
    }

    private <T> T exchange(LobstrRequest request, LobstrRequest asked) {
        try {
            Answer received = observed(request);
            budget.listen(request.call().limitedBy(), received);
            if (!received.isSuccess() || ErrorAnswers.isError(received)) {
                throw errors.of(asked, received);
            }
            if (received.date() != null) {
                learnt.time().set(received.date());
            }
            T answer = parse(request, asked, received);
            learnt.squidRuns().heard(request, answer);
            return answer;
        } catch (NoAnswerException e) {
            throw errors.of(asked, e);
        } catch (UnreadableContentException e) {
            throw errors.notSent(asked, e);
        }
    }

    private Answer observed(LobstrRequest request) throws NoAnswerException, UnreadableContentException {
        long begin = System.nanoTime();
        int status = RequestObserver.NO_ANSWER;
        try {
            Answer received = transport.send(requests.of(request));
            status = received.outcome();
            return received;
        } finally {
            observer.answered(request.operation(), status, Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    /** Completes when the time has passed; the request is what it is waited for. */
    public CompletionStage<Void> pausing(LobstrRequest request, Pause pause, Duration wait) {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        after(() -> errors.stopped(request, null), pause, wait, () -> passed.complete(null), passed);
        return passed;
    }

    private static void after(
            Supplier<LobstrException> stopped, Pause pause, Duration wait, Runnable next, CompletableFuture<?> answer) {
        if (wait.isZero()) {
            next.run();
            return;
        }
        pause.then(wait, () -> guarded(answer, next), e -> answer.completeExceptionally(
                e instanceof LobstrStoppedException ? stopped.get() : e));
    }

    /**
     * Whatever is thrown ends the answer, an Error too: nobody else would, and its exchange would never end. What is
     * over takes no step: nobody waits for it any more.
     */
    private static void guarded(CompletableFuture<?> answer, Runnable step) {
        try {
            if (!answer.isDone()) {
                step.run();
            }
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    /** What the API's clock shows now, a second late at most, if it has said so. */
    public Optional<Instant> time() {
        return Optional.ofNullable(learnt.time().get()).flatMap(SaidTime::now);
    }

    /** How big pages may be, as far as one with this key has found out. */
    PageSizes pageSizes() {
        return learnt.pageSizes();
    }

    /** Asks what the API's pages publish under different paths. */
    public Editions editions() {
        return editions;
    }

    /** What the answers told of the runs of squids, over all callers of the client. */
    public SquidRuns squidRuns() {
        return learnt.squidRuns();
    }

    public ErrorAnswers errors() {
        return errors;
    }

    /** When a failed request is sent again. */
    public RetryPolicy retries() {
        return retries;
    }

    /** What failed, without what the stages wrapped around it; null where nothing did. */
    public static Throwable unwrap(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }
}
