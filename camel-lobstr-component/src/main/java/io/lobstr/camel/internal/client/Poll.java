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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.lobstr.camel.exception.LobstrAuthenticationException;
import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.internal.operation.FileContent;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.model.Run;

/**
 * One wait for what the API makes: asks for it again and again, until it is there. Holds no thread.
 *
 * @param <T> what it waits for
 */
public abstract class Poll<T> {

    private final LobstrClient client;
    private final ScheduledExecutorService timer;
    private final LobstrRequest request;
    private final Patience patience;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final LastingAnswer refusal = new LastingAnswer();
    private volatile long begin;
    private boolean worked;
    /** What ends the wait, unless it passes. */
    private volatile Throwable doubted;
    /** What it waits for now, which nobody does any more when it ends. */
    private volatile Future<?> step;
    private volatile Future<?> alarm;

    /**
     * @param client   asks the API
     * @param timer    ends the wait; its tasks are short
     * @param request  what for
     * @param patience how to wait
     */
    protected Poll(LobstrClient client, ScheduledExecutorService timer, LobstrRequest request, Patience patience) {
        this.client = client;
        this.timer = timer;
        this.request = request;
        this.patience = patience;
    }

    /** The first step. */
    protected abstract void first();

    /** Asks whether it is there. */
    protected abstract void ask();

    /**
     * @param  doubted what would have ended the wait if it had lasted; may be null
     * @return         that the time is over
     */
    protected abstract Throwable late(Throwable doubted);

    /** The run that it is about, as it was last seen; may be null. */
    protected Run known() {
        return null;
    }

    /** Nanoseconds. */
    protected long now() {
        return System.nanoTime();
    }

    protected final LobstrClient client() {
        return client;
    }

    protected final LobstrRequest request() {
        return request;
    }

    protected final Patience patience() {
        return patience;
    }

    final String group() {
        return patience.group();
    }

    final CompletableFuture<T> answer() {
        return answer;
    }

    final void begin() {
        answer.whenComplete((value, failure) -> end());
        try {
            first();
        } catch (Throwable e) {
            fail(e);
        }
        if (answer.isDone()) {
            end();
        }
    }

    final void stop() {
        giveUp(stopped(request + " was given up, since its context or route was stopped"));
    }

    /**
     * @param  words what was given up, and why
     * @return       that it ends before its time
     */
    protected LobstrException stopped(String words) {
        return new LobstrStoppedException(words, known(), null);
    }

    /** Its time is over, or it is stopped. What must not be cut off ends it later. */
    protected void giveUp(Throwable failure) {
        fail(failure);
    }

    /** Nobody waits any more, so nothing is to be sent. */
    private void end() {
        Stream.of(alarm, step).filter(Objects::nonNull).forEach(future -> future.cancel(false));
        if (request.payload() instanceof FileContent file) {
            file.giveUp();
        }
    }

    /**
     * From now on its time counts.
     *
     * @return whether somebody still waits for it
     */
    protected final boolean arm() {
        begin = now();
        try {
            alarm = timer.schedule(this::timeOut, patience.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // the component is stopped
            stop();
        }
        if (answer.isDone()) {
            end();
            return false;
        }
        return true;
    }

    /** @return whether somebody still waits for it */
    protected final boolean succeed(T value) {
        return answer.complete(value);
    }

    protected final void fail(Throwable failure) {
        answer.completeExceptionally(failure);
    }

    /** An answer like any other: what was doubted before has passed. */
    protected final void works() {
        worked = true;
        refusal.clear();
        doubted = null;
    }

    /** One refusal between good answers ends nothing. */
    protected final void refused(Throwable failure) {
        if (failure instanceof LobstrAuthenticationException && worked) {
            doubt(refusal, failure);
        } else {
            fail(failure);
        }
    }

    /** Ends the wait where it lasts. */
    protected final void doubt(LastingAnswer doubt, Throwable failure) {
        if (doubt.lasts(now())) {
            fail(failure);
        } else {
            Duration interval = patience.interval();
            passing(failure, interval.compareTo(LastingAnswer.SOON) < 0 ? interval : LastingAnswer.SOON);
        }
    }

    /** Ends nothing while there is time. */
    protected final void passing(Throwable failure, Duration wait) {
        doubted = failure;
        askAgain(wait);
    }

    /** The same, for whoever waits in its own way. */
    protected final void doubted(LobstrException failure) {
        doubted = failure;
    }

    protected void askAgain(Duration wait) {
        if (Duration.ofNanos(now() - begin).plus(wait).compareTo(patience.timeout()) <= 0) {
            pause(wait, this::ask);
        } else {
            timeOut();
        }
    }

    private void timeOut() {
        giveUp(late(doubted));
    }

    protected final void pause(Duration wait, Runnable next) {
        then(client.pausing(request, patience.pause(), wait), passed -> next.run(), this::fail);
    }

    /** What is over goes no further; whatever is thrown ends it. */
    protected final <V> void then(CompletionStage<V> stage, Consumer<V> next, Consumer<Throwable> otherwise) {
        step = stage.toCompletableFuture();
        stage.whenComplete((value, failure) -> {
            try {
                if (answer.isDone()) {
                    return;
                }
                if (failure == null) {
                    next.accept(value);
                } else {
                    otherwise.accept(LobstrClient.unwrap(failure));
                }
            } catch (Throwable e) {
                // an Error too: nobody else would end the exchange
                fail(e);
            }
        });
        if (answer.isDone()) {
            end();
        }
    }
}
