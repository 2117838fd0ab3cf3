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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.lobstr.camel.exception.LobstrAuthenticationException;
import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.exception.LobstrTimeoutException;
import io.lobstr.camel.internal.client.Doubt;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.http.FilePlaces;
import io.lobstr.camel.internal.http.LobstrSettings;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.RunDownload;
import org.apache.hc.client5.http.classic.HttpClient;

/**
 * Gets the exported files of runs: asks the API where they are, until they are, and opens them there.
 */
public final class RunDownloads {

    private final LobstrClient client;
    private final FileHost host;
    private final FileLinks links;
    private final Set<Download> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /**
     * @param client   asks the API
     * @param files    talks to the hosts of files; sends one request as it is
     * @param timer    ends attempts that take too long; its tasks are short
     * @param settings how to
     * @param places   where files may be
     */
    public RunDownloads(
                        LobstrClient client, HttpClient files, ScheduledExecutorService timer, LobstrSettings settings,
                        FilePlaces places) {
        this.client = client;
        this.host = new FileHost(files, timer, settings);
        this.links = new FileLinks(places);
    }

    /**
     * @param  request  the run and the format
     * @param  timeout  how long to wait for a file that is still being made
     * @param  interval the time between two questions whether it is
     * @param  pause    how to wait
     * @param  group    what {@link #stop(Predicate)} knows the wait by; may be null
     * @return          the open file, or a {@link LobstrException}
     */
    public CompletionStage<RunFile> open(
            LobstrRequest request, Duration timeout, Duration interval, Pause pause, String group) {
        Download download = new Download(request, timeout, interval, pause, group);
        waiting.add(download);
        download.answer.whenComplete((file, failure) -> waiting.remove(download));
        if (stopped) {
            download.stop();
        } else {
            download.ask();
        }
        return download.answer;
    }

    /**
     * @return whether somebody waits for a file
     */
    public boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /**
     * Ends waits for files with a {@link LobstrStoppedException}. Files that are open already can still be read.
     *
     * @param groups the groups whose waits end
     */
    public void stop(Predicate<String> groups) {
        waiting.stream().filter(download -> groups.test(download.group)).forEach(Download::stop);
    }

    /**
     * Ends all waits with a {@link LobstrStoppedException}, and those that are still to come.
     */
    public void stop() {
        stopped = true;
        stop(group -> true);
    }

    private final class Download {

        private final LobstrRequest request;
        private final Duration timeout;
        private final Duration interval;
        private final Pause pause;
        private final String group;
        private final long begin = System.nanoTime();
        private final CompletableFuture<RunFile> answer = new CompletableFuture<>();
        private volatile Run known;
        private int retries;
        private final Doubt missing = new Doubt();
        private final Doubt refusal = new Doubt();
        private boolean worked;
        /** What ends the wait, unless it passes. */
        private Throwable doubted;

        Download(LobstrRequest request, Duration timeout, Duration interval, Pause pause, String group) {
            this.request = request;
            this.timeout = timeout;
            this.interval = interval;
            this.pause = pause;
            this.group = group;
        }

        void stop() {
            String why = request + " was given up, since its context or route was stopped";
            answer.completeExceptionally(
                    new LobstrStoppedException(why, known, null));
        }

        void ask() {
            if (answer.isDone()) {
                return;
            }
            this.<RunDownload> then(client.send(request, pause), download -> {
                works();
                if (download.getS3() == null) {
                    askAgain(interval);
                } else {
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

        private void doubt(Doubt doubt, Throwable failure) {
            if (doubt.lasts(System.nanoTime())) {
                answer.completeExceptionally(failure);
            } else {
                doubted = failure;
                askAgain(interval.compareTo(Doubt.SOON) < 0 ? interval : Doubt.SOON);
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
            } else if (doubted != null) {
                answer.completeExceptionally(doubted);
            } else {
                String why = request + ": the file was not made within " + timeout.toMillis() + " ms (awaitTimeout)";
                answer.completeExceptionally(new LobstrTimeoutException(why, known, null));
            }
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
                Optional<Duration> wait = file.retry(e, retries++);
                if (wait.isEmpty()) {
                    answer.completeExceptionally(e);
                } else {
                    pause(wait.get(), () -> open(file));
                }
            }
        }

        private <T> void then(CompletionStage<T> stage, Consumer<T> next, Consumer<Throwable> otherwise) {
            stage.whenComplete((value, failure) -> {
                try {
                    if (failure == null) {
                        next.accept(value);
                    } else {
                        otherwise.accept(failure instanceof CompletionException ? failure.getCause() : failure);
                    }
                } catch (Throwable e) {
                    // an Error too: nobody else would end the exchange
                    answer.completeExceptionally(e);
                }
            });
        }
    }
}
