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
package io.lobstr.camel.internal.start;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.lobstr.camel.OnActiveRun;
import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrRunActiveException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.client.RetryPolicy;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Page;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.internal.operation.Words;
import io.lobstr.camel.model.Run;

/**
 * Starts a run, which costs money, once.
 * <p>
 * Each attempt reads the squid's newest runs before it asks for a new one. That costs a second request, and nothing
 * less will do: when the answer is lost, the list alone does not tell a run of ours from one that somebody started just
 * before, since its times have whole seconds, and the API's clock is not ours. With the ids of before at hand, the run
 * that is new on top of the list is ours; there cannot be two, since a squid has one active run. A start that is sent
 * again, after a refused connection or a 429, reads them anew: others may have started a run while it waited.
 * <p>
 * A list that cannot be read does not stop a start, except where the API refuses to answer it (a wrong key, an unknown
 * squid): only a start whose answer is lost as well then stays unknown.
 */
public final class RunStart {

    /** The newest is what counts; a few more, in case that it is deleted in between. */
    private static final int RUNS_READ = 10;
    private static final String STOPPED = "looking for it was ended by a stop";

    private final LobstrClient client;
    private final LobstrRequest start;
    private final LobstrRequest list;
    private final OnActiveRun onActiveRun;
    private final RetryPolicy retries;
    private final Pause pause;
    /** Of one that waits; otherwise null. */
    private final Permit permit;
    /** A run that is over for certain, whatever the list says. */
    private final String over;

    /**
     * @param client      the API
     * @param start       a filled row of {@link LobstrOperation#startRun}
     * @param onActiveRun what to do while a run of the squid is active
     * @param pause       how to wait for the budget and between retries
     */
    public RunStart(LobstrClient client, LobstrRequest start, OnActiveRun onActiveRun, Pause pause) {
        this(client, start, onActiveRun, pause, null, null);
    }

    /**
     * @param permit whether to send it still
     * @param over   a run that is not waited for any more, or null
     */
    static RunStart waiting(LobstrClient client, LobstrRequest start, Pause pause, Permit permit, String over) {
        return new RunStart(client, start, OnActiveRun.wait, pause, permit, over);
    }

    private RunStart(
                     LobstrClient client, LobstrRequest start, OnActiveRun onActiveRun, Pause pause, Permit permit,
                     String over) {
        this.client = client;
        this.start = start;
        this.list = new LobstrRequest(
                LobstrOperation.listRuns, Map.of(Parameter.SQUID, start.parameters().get(Parameter.SQUID)))
                .page(1, RUNS_READ);
        this.onActiveRun = onActiveRun;
        this.retries = client.retries();
        this.pause = pause;
        this.permit = permit;
        this.over = over;
    }

    /**
     * @return the run, or a {@link LobstrException}
     */
    public CompletionStage<Run> run() {
        return client.retrying(start, pause, () -> attempt().thenApply(Started::run));
    }

    /**
     * Once. One that waits sends nothing while the list shows a run that is active.
     *
     * @return what came of it, or a {@link LobstrException}
     */
    CompletionStage<Started> attempt() {
        return runs(unlessWithdrawn()).handle(this::before).thenCompose(Function.identity()).thenCompose(before -> {
            Optional<Run> active = permit == null || before == null ? Optional.empty() : before.active().filter(this::isActive);
            return active.isPresent()
                    ? CompletableFuture.completedFuture(new Started(active.get(), false)) : start(before);
        });
    }

    private CompletionStage<Started> start(RunsSeen before) {
        if (permit != null) {
            permit.use();
        }
        return client.<Run> once(start, start, unlessWithdrawn()).handle((run, failure) -> after(before, run, failure))
                .thenCompose(Function.identity());
    }

    /** Before the start was sent, and after it was refused, its wait may be ended. */
    private Pause unlessWithdrawn() {
        return permit == null ? pause : permit;
    }

    private boolean isActive(Run run) {
        return !run.isFinished() && !Objects.equals(run.getId(), over);
    }

    private CompletionStage<Page<Run>> runs(Pause wait) {
        return client.once(list, start, wait);
    }

    private CompletionStage<RunsSeen> before(Page<Run> page, Throwable thrown) {
        Throwable failure = LobstrClient.unwrap(thrown);
        if (failure == null) {
            String squid = start.parameters().get(Parameter.SQUID);
            return CompletableFuture.completedFuture(
                    isWhole(page) ? new RunsSeen(squid, page.items(), client.time().orElse(null)) : null);
        }
        // who waits anyway waits for the list too
        boolean unclear = permit == null && failure instanceof LobstrServerException server && server.isRequestSent();
        return unclear ? CompletableFuture.completedFuture(null) : CompletableFuture.failedFuture(failure);
    }

    /** A list that is behind may count what it does not show. */
    private static boolean isWhole(Page<Run> newest) {
        return newest.totalResults() == null || newest.items().size() >= Math.min(newest.totalResults(), newest.size());
    }

    private CompletionStage<Started> after(RunsSeen before, Run run, Throwable thrown) {
        Throwable failure = LobstrClient.unwrap(thrown);
        if (failure == null) {
            return CompletableFuture.completedFuture(new Started(run, true));
        }
        if (failure instanceof LobstrRunActiveException active && onActiveRun != OnActiveRun.fail) {
            return join(before, active);
        }
        if (failure instanceof LobstrServerException server && server.isRequestSent()) {
            return find(before, server, 0);
        }
        return CompletableFuture.failedFuture(failure);
    }

    private CompletionStage<Started> join(RunsSeen before, LobstrRunActiveException refusal) {
        return client.retrying(list, unlessWithdrawn(), () -> runs(unlessWithdrawn())).handle((page, thrown) -> {
            if (thrown != null) {
                refusal.addSuppressed(LobstrClient.unwrap(thrown));
                throw refusal;
            }
            // it may have ended since the API refused; then it is the newest, if that was active since
            return page.items().stream().filter(this::isActive).findFirst()
                    .or(() -> page.items().stream().findFirst().filter(run -> before != null && before.wasActiveSince(run)))
                    .map(run -> new Started(run, false)).orElseThrow(() -> refusal);
        });
    }

    /** Looks whether the run shows up, since the API may still be at it. */
    private CompletionStage<Started> find(RunsSeen before, LobstrServerException lost, int looks) {
        return runs(pause).handle((page, thrown) -> {
            Throwable failure = LobstrClient.unwrap(thrown);
            if (before == null) {
                return unknown(lost, "its runs could not be read before", page == null ? List.of() : page.items());
            }
            List<Run> since = page == null ? List.of() : before.since(page.items());
            if (since.size() == 1) {
                return CompletableFuture.completedFuture(new Started(since.get(0), true));
            }
            if (since.size() > 1) {
                return unknown(lost, "several runs are new", since);
            }
            Optional<Duration> wait = nextLook(failure, looks);
            if (wait.isEmpty()) {
                return unknown(lost, failure instanceof LobstrStoppedException
                        ? STOPPED : "no run has shown up that is new for certain", List.of());
            }
            return client.pausing(start, pause, wait.get()).handle((passed, ended) -> ended == null
                    ? find(before, lost, looks + 1) : unknown(lost, STOPPED, List.of())).thenCompose(Function.identity());
        }).thenCompose(Function.identity());
    }

    /** Whatever ends the looks, it is not known then. */
    private Optional<Duration> nextLook(Throwable failure, int looks) {
        if (failure == null) {
            return retries.next(looks);
        }
        return failure instanceof LobstrException known ? retries.next(list.call().safety(), known, looks) : Optional.empty();
    }

    private CompletionStage<Started> unknown(LobstrServerException lost, String why, List<Run> runs) {
        String look = runs.isEmpty()
                ? "the squid's runs"
                : runs.stream().map(Run::getId).map(Words::brief).limit(RUNS_READ)
                        .collect(Collectors.joining(", run ", "run ", ""));
        return CompletableFuture.failedFuture(
                client.errors().unknown(
                        lost, "whether a run was started cannot be known, since " + why + ": look at " + look
                              + " before starting another"));
    }
}
