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
package io.lobstr.camel.internal.wait;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.exception.LobstrTimeoutException;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.model.Run;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All waits of a client for runs to finish. They hold no thread, and one look serves them all: see {@link WaitRound}.
 * Looks come one after the other, an interval apart, or further where they would use up more than their share of the
 * budget.
 */
public final class RunWaits {

    private static final Logger LOG = LoggerFactory.getLogger(RunWaits.class);

    private static final long NEVER = WaitAlarm.NEVER;

    private final RunSource source;
    private final Duration perRequest;
    private final LongSupplier clock;
    private final WaitAlarm alarm;
    private final Reach reach = new Reach();
    private final WaitReport report = new WaitReport();

    private final Map<String, AwaitedRun> runs = new LinkedHashMap<>();
    private final TreeSet<Waiter> waiters = new TreeSet<>();
    private long numbers;
    private long nextRound = NEVER;
    private long lastRound;
    private boolean inRound;
    private boolean stopped;
    private int squidPages = 1;

    /**
     * @param client     asks the API; without retries of its own, since the next look is the retry
     * @param alarm      runs a look on a thread that may be held; one of them at a time
     * @param perRequest the time that each request of an ordinary look is given
     */
    public RunWaits(LobstrClient client, Pause alarm, Duration perRequest) {
        this(RunSource.of(client), alarm, perRequest, System::nanoTime);
    }

    RunWaits(RunSource source, Pause alarm, Duration perRequest, LongSupplier nanoTime) {
        this.source = source;
        this.perRequest = perRequest;
        long origin = nanoTime.getAsLong();
        this.clock = () -> nanoTime.getAsLong() - origin; // which may lie just before the overflow
        this.lastRound = -Waiter.LONGEST;
        this.alarm = new WaitAlarm(alarm, clock, this::wake, this::stop);
    }

    /**
     * Waits until the run is finished, however it ended.
     *
     * @param  wait what for
     * @return      the finished run, or a {@link LobstrException}: {@link LobstrTimeoutException},
     *              {@link LobstrStoppedException}, or an error that waiting cannot mend
     */
    public CompletionStage<Run> await(RunWait wait) {
        CompletableFuture<Run> answer = new CompletableFuture<>();
        Waiter waiter;
        synchronized (this) {
            if (stopped) {
                answer.completeExceptionally(WaitFailures.stopped(wait, wait.known(), null));
                return answer;
            }
            long now = clock.getAsLong();
            waiter = new Waiter(wait, now, numbers++, answer);
            if (waiters.isEmpty()) {
                report.begin(now);
            }
            waiters.add(waiter);
            AwaitedRun run = runs.computeIfAbsent(wait.run(), id -> new AwaitedRun(id, now));
            run.add(waiter);
            run.foresee(source, now);
            // who knows the run has been answered
            reach.keyWorks(wait.known() != null);
            nextRound = Math.min(nextRound, earliest(run));
        }
        // the caller may give up
        answer.whenComplete((run, failure) -> remove(waiter));
        try {
            arm();
        } catch (Throwable e) {
            // an Error too: nobody would wake for it
            answer.completeExceptionally(e);
        }
        return answer;
    }

    /**
     * @return how each wait stands, the oldest first
     */
    public synchronized List<WaitSnapshot> snapshot() {
        long now = clock.getAsLong();
        return waiters.stream().sorted(Comparator.comparingLong(Waiter::number)).map(waiter -> {
            AwaitedRun run = runs.get(waiter.wanted().run());
            return new WaitSnapshot(
                    run.id(), run.squid(), run.status(), Duration.ofNanos(now - waiter.since()),
                    Duration.ofNanos(Math.max(0, waiter.deadline() - now)));
        }).toList();
    }

    /**
     * Ends waits with a {@link LobstrStoppedException}.
     *
     * @param groups the groups whose waits end
     */
    public void stop(Predicate<String> groups) {
        Waiter.each(copy(waiters).stream().filter(waiter -> groups.test(waiter.wanted().group())).toList(),
                waiter -> fail(waiter, run -> WaitFailures.stopped(waiter.wanted(), run.known(), run.abortWords())));
    }

    /**
     * Ends all waits with a {@link LobstrStoppedException}, and those that are still to come.
     */
    public void stop() {
        synchronized (this) {
            stopped = true;
        }
        stop(group -> true);
    }

    private synchronized long earliest(AwaitedRun run) {
        return Math.max(Math.max(run.nextLook(), lastRound + run.interval()), reach.notBefore());
    }

    /** Sees to it that somebody wakes up when there is something to do. */
    private void arm() {
        long at;
        synchronized (this) {
            at = waiters.isEmpty() ? NEVER : Math.min(inRound ? NEVER : nextRound, waiters.first().deadline());
        }
        alarm.set(at);
    }

    private void wake() {
        long now = clock.getAsLong();
        try {
            Waiter.each(late(now), waiter -> fail(waiter, run -> WaitFailures.timeout(waiter.wanted(), run)));
        } finally {
            // after an Error too: others wait, and who could not be told is told next time
            look(now);
        }
    }

    private synchronized List<Waiter> late(long now) {
        return waiters.stream().takeWhile(waiter -> waiter.deadline() <= now).toList();
    }

    private void look(long now) {
        boolean begins = begin(now);
        try {
            arm();
            if (begins) {
                round(copy(runs.values()), now);
            }
        } finally {
            if (begins) {
                planNext(now);
                arm();
            }
        }
    }

    private synchronized boolean begin(long now) {
        boolean begins = !inRound && now >= nextRound;
        inRound |= begins;
        return begins;
    }

    private synchronized <T> List<T> copy(Collection<T> guarded) {
        return List.copyOf(guarded);
    }

    private void round(List<AwaitedRun> all, long now) {
        WaitRound round = new WaitRound(
                source, clock, perRequest.toNanos(), squidPages, reach.keyWorks(), this::finish, this::fail);
        try {
            round.look(all, now);
            works(round, now);
        } catch (Throwable e) {
            // an Error too: the next look may find it gone
            away(e, round, all);
        }
        report(round.requests());
    }

    private synchronized void works(WaitRound round, long now) {
        reach.keyWorks(round.keyWorks());
        squidPages = round.squidPages();
        if (reach.answered(now + perRequest.toNanos() * round.requests())) {
            LOG.info("lobstr.io answers again: {} waits go on", waiters.size());
        }
    }

    /** What mends by itself is waited out, within the time of each wait. */
    private void away(Throwable e, WaitRound round, List<AwaitedRun> all) {
        boolean refused;
        synchronized (this) {
            reach.keyWorks(round.keyWorks());
            refused = e instanceof LobstrException failure && reach.isRefused(failure, clock.getAsLong());
        }
        if (refused) {
            all.forEach(run -> fail(run.waiters(), (LobstrException) e));
        }
        synchronized (this) {
            if (stopped || waiters.isEmpty()) {
                return;
            }
            long interval = runs.values().stream().mapToLong(AwaitedRun::interval).min().orElse(0);
            if (reach.failed(e, clock.getAsLong(), interval)) {
                LOG.warn("{} waits for runs go on, although lobstr.io cannot be asked: {}", waiters.size(),
                        e instanceof LobstrException ? e.getMessage() : e.toString());
            }
            LOG.debug("Asks again later", e);
        }
    }

    private synchronized void planNext(long began) {
        inRound = false;
        lastRound = began;
        nextRound = runs.values().stream().mapToLong(this::earliest).min().orElse(NEVER);
    }

    private synchronized void report(int requests) {
        report.looked(requests, clock.getAsLong(), waiters, runs.values());
    }

    private void finish(AwaitedRun run, Run answer) {
        Waiter.each(run.waiters(), waiter -> waiter
                .whenMetBy(answer, () -> end(waiter, waiter.ending(answer, run.wasAbortedFor(waiter, answer)))));
    }

    private void fail(List<Waiter> some, LobstrException e) {
        Waiter.each(some, waiter -> fail(waiter, seen -> WaitFailures.refused(waiter.wanted(), e)));
    }

    private void fail(Waiter waiter, Function<AwaitedRun, LobstrException> failure) {
        AwaitedRun run;
        synchronized (this) {
            run = runs.get(waiter.wanted().run());
        }
        if (run != null) {
            // made before the wait is given up: it may fail
            LobstrException e = failure.apply(run);
            end(waiter, () -> waiter.answer().completeExceptionally(e));
        }
    }

    /** The first to end a wait is the one that does. */
    private void end(Waiter waiter, Runnable answer) {
        if (remove(waiter)) {
            answer.run();
        }
    }

    private synchronized boolean remove(Waiter waiter) {
        if (!waiters.remove(waiter)) {
            return false;
        }
        AwaitedRun run = runs.get(waiter.wanted().run());
        run.remove(waiter);
        if (!run.isAwaited()) {
            runs.remove(run.id());
        }
        return true;
    }
}
