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
package io.lobstr.camel.internal.download;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.exception.LobstrTimeoutException;
import io.lobstr.camel.internal.client.LastingAnswer;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.RunDownload;

/**
 * One wait for the file of a run: asks the API where it is, until it is, and opens it there.
 */
final class Download {

    private final LobstrClient client;
    private final FileHost host;
    private final FileLinks links;
    private final ScheduledExecutorService timer;
    private final LobstrRequest request;
    private final Duration timeout;
    private final Duration interval;
    private final Pause pause;
    private final long begin = System.nanoTime();
    private final CompletableFuture<RunFile> answer = new CompletableFuture<>();
    /** Whether the file was there, if only for a moment. */
    private volatile boolean made;
    private volatile Run known;
    private int retries;
    private final LastingAnswer missing = new LastingAnswer();
    private final LastingAnswer refusal = new LastingAnswer();
    private boolean worked;
    /** What ends the wait, unless it passes. */
    private volatile Throwable doubted;
    /** How far the file has come that is being made, as the API says it. */
    private volatile Object progress;
    /** Whether the last link was refused, so that this one is new. */
    private boolean refusedLink;
    /** What it waits for now, which nobody does any more when it ends. */
    private volatile Future<?> step;
    private volatile Future<?> alarm;

    /**
     * @param client   asks the API
     * @param host     has the file
     * @param links    which may be followed
     * @param timer    ends the wait
     * @param request  the run and the format
     * @param timeout  how long to wait
     * @param interval the time between two questions
     * @param pause    how to wait
     */
    Download(
             LobstrClient client, FileHost host, FileLinks links, ScheduledExecutorService timer, LobstrRequest request,
             Duration timeout, Duration interval, Pause pause) {
        this.client = client;
        this.host = host;
        this.links = links;
        this.timer = timer;
        this.request = request;
        this.timeout = timeout;
        this.interval = interval;
        this.pause = pause;
    }

    CompletableFuture<RunFile> answer() {
        return answer;
    }

    void stop() {
        String why = request + " was given up, since its context or route was stopped";
        answer.completeExceptionally(new LobstrStoppedException(why, known, null));
    }

    void begin() {
        answer.whenComplete((file, failure) -> end());
        try {
            alarm = timer.schedule(this::timeOut, timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // the component is stopped
            stop();
            return;
        }
        ask();
        if (answer.isDone()) {
            end();
        }
    }

    /** Nobody waits any more, so nothing is to be sent. */
    private void end() {
        Stream.of(alarm, step).filter(Objects::nonNull).forEach(future -> future.cancel(false));
    }

    private void ask() {
        this.<RunDownload> then(client.send(request, pause), download -> {
            works();
            if (download.getS3() == null) {
                progress = download.getProgress();
                askAgain(interval);
            } else {
                made = true;
                open(new RunFile(
                        host, () -> links.of(request, client.get(request, Pause.BLOCKING)), client.retries(),
                        request, links.of(request, download)));
            }
        }, failure -> {
            if (failure instanceof LobstrNotFoundException) {
                askWhetherItWillBe(failure);
            } else {
                refused(failure);
            }
        });
    }

    private void works() {
        worked = true;
        refusal.clear();
        doubted = null;
    }

    /** One refusal between good answers ends nothing. */
    private void refused(Throwable failure) {
        if (failure instanceof LobstrAuthenticationException && worked) {
            doubt(refusal, failure);
        } else {
            answer.completeExceptionally(failure);
        }
    }

    private void doubt(LastingAnswer doubt, Throwable failure) {
        if (doubt.lasts(System.nanoTime())) {
            answer.completeExceptionally(failure);
        } else {
            doubted = failure;
            askAgain(interval.compareTo(LastingAnswer.SOON) < 0 ? interval : LastingAnswer.SOON);
        }
    }

    /** A run can have finished while its export has not. */
    private void askWhetherItWillBe(Throwable notThere) {
        String id = request.parameters().get(Parameter.RUN);
        this.<Run> then(client.send(new LobstrRequest(LobstrOperation.getRun, Map.of(Parameter.RUN, id)), pause), run -> {
            works();
            known = run;
            if (isBeingMade(run)) {
                missing.clear();
                askAgain(interval);
            } else if (Boolean.TRUE.equals(run.getExportDone())) {
                doubt(missing, notThere);
            } else {
                answer.completeExceptionally(notThere);
            }
        }, failure -> {
            if (failure instanceof LobstrNotFoundException) {
                doubt(missing, notThere);
            } else {
                refused(failure);
            }
        });
    }

    private static boolean isBeingMade(Run run) {
        Boolean made = run.getExportDone();
        return run.isFinished() && !"error".equals(run.getStatus())
                && (made == null || !made && "done".equals(run.getStatus()));
    }

    private void askAgain(Duration wait) {
        if (Duration.ofNanos(System.nanoTime() - begin).plus(wait).compareTo(timeout) <= 0) {
            pause(wait, this::ask);
        } else {
            timeOut();
        }
    }

    private void timeOut() {
        Throwable last = doubted;
        String why = request + ": the file was not " + (made ? "opened" : "made") + " within " + timeout.toMillis()
                     + " ms (awaitTimeout)" + (made || progress == null ? "" : ", its progress was " + words(progress));
        answer.completeExceptionally(last != null ? last : new LobstrTimeoutException(why, known, null));
    }

    private String words(Object said) {
        return client.errors().words(said.toString());
    }

    private void pause(Duration wait, Runnable next) {
        then(client.pausing(request, pause, wait), passed -> next.run(), answer::completeExceptionally);
    }

    private void open(RunFile file) {
        try {
            file.open();
            if (!answer.complete(file)) {
                file.release();
            }
        } catch (LobstrException e) {
            if (RunFile.isRefused(e) && !refusedLink) {
                // it has expired
                refusedLink = true;
                ask();
                return;
            }
            refusedLink = false;
            Optional<Duration> wait = file.retry(e, retries++);
            if (wait.isEmpty()) {
                answer.completeExceptionally(e);
            } else {
                doubted = e;
                pause(wait.get(), () -> open(file));
            }
        }
    }

    private <T> void then(CompletionStage<T> stage, Consumer<T> next, Consumer<Throwable> otherwise) {
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
                answer.completeExceptionally(e);
            }
        });
        if (answer.isDone()) {
            end();
        }
    }
}
