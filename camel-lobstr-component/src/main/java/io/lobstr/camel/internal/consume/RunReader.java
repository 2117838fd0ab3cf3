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
package io.lobstr.camel.internal.consume;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import io.lobstr.camel.exception.LobstrAuthenticationException;
import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.internal.client.CappedLists;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.operation.Line;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Page;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.internal.watch.Moment;
import io.lobstr.camel.internal.watch.RunReading.Next;
import io.lobstr.camel.internal.watch.SquidWatch;
import io.lobstr.camel.internal.watch.StartFrom;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.Squid;
import org.slf4j.Logger;

/**
 * Asks the API what watches want to know. For one thread.
 */
public final class RunReader {

    /** So many pages of one squid are read in a poll where others wait; the others are read at the next. */
    static final int PAGES_PER_POLL = 20;
    /** So many runs are held of one squid, in pages. */
    static final int MOST_PAGES = 1000;

    /** The biggest page costs no more than a small one. */
    private static final int PAGE_SIZE = 100;
    /** What had finished when a reading came so soon had finished before the start. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private static final Logger LOG = ConsumerLog.LOG;

    private final LobstrClient client;
    private final Pause pause;
    private final StartFrom startFrom;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Instant start;
    private final long startNanos;
    private final Map<String, OngoingReading> ongoing;
    private final CappedLists capped;
    private final Flaws flaws;
    private final AtomicLong requests;

    public RunReader(LobstrClient client, Pause pause, StartFrom startFrom, Clock clock) {
        this(client, pause, startFrom, clock, System::nanoTime);
    }

    RunReader(LobstrClient client, Pause pause, StartFrom startFrom, Clock clock, LongSupplier nanoTime) {
        this(client, pause, startFrom, clock, nanoTime, clock.instant(), nanoTime.getAsLong(), new HashMap<>(),
             new CappedLists(LOG), new Flaws(), new AtomicLong());
    }

    private RunReader(
                      LobstrClient client, Pause pause, StartFrom startFrom, Clock clock, LongSupplier nanoTime, Instant start,
                      long startNanos, Map<String, OngoingReading> ongoing, CappedLists capped, Flaws flaws,
                      AtomicLong requests) {
        this.client = client;
        this.pause = pause;
        this.startFrom = startFrom;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.start = start;
        this.startNanos = startNanos;
        this.ongoing = ongoing;
        this.capped = capped;
        this.flaws = flaws;
        this.requests = requests;
    }

    /**
     * @param  other another client of the same API
     * @return       the same by that client: a reading that one has begun, the other goes on with
     */
    public RunReader by(LobstrClient other) {
        return new RunReader(other, pause, startFrom, clock, nanoTime, start, startNanos, ongoing, capped, flaws, requests);
    }

    StartFrom startFrom() {
        return startFrom;
    }

    /** How many requests were asked for until now, by whichever client. */
    long requests() {
        return requests.get();
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    /**
     * When something was asked for, by the clock of the API where that has said what it shows. Ages are measured apart
     * from either clock, since both may be set.
     */
    Moment moment(long begun) {
        boolean atOnce = begun - startNanos <= AT_ONCE.toNanos();
        Optional<Instant> said = client.time();
        if (said.isEmpty()) {
            return new Moment(start, clock.instant(), atOnce, false, start);
        }
        long now = nanoTime();
        return new Moment(said.get().minusNanos(now - startNanos), said.get().minusNanos(now - begun), atOnce, true, start);
    }

    /**
     * Reads the runs of a squid down to what is known, and one that the pages did not show.
     *
     * @param  pages how many pages at most
     * @return       false if there are more, which are read at the next call
     */
    boolean read(String squid, SquidWatch watch, int pages) {
        OngoingReading reading
                = ongoing.compute(squid, (id, last) -> last != null && last.watch == watch ? last : new OngoingReading(watch));
        boolean done = false;
        try {
            done = read(squid, reading, pages);
        } catch (OutOfMemoryError | CompletionException e) {
            if (LobstrClient.unwrap(e) instanceof OutOfMemoryError) {
                int read = reading.giveUp();
                throw new IllegalStateException(
                        "The runs of squid " + squid + " need more memory than there is, of which " + read
                                                + " could be read: give the JVM more, or set startFrom to a later instant",
                        e);
            }
            throw e;
        } finally {
            if (done || !reading.isKept()) {
                ongoing.remove(squid);
            }
            watch.said().forEach(what -> LOG.warn("Squid {}: {}", squid, what));
        }
        if (done) {
            watch.nextToAsk().ifPresent(run -> ask(run, watch));
        }
        return done;
    }

    boolean goesOn(String squid) {
        return ongoing.containsKey(squid);
    }

    /** Forgets what was read of squids that are not watched any more. */
    void keepOnly(Predicate<String> watched) {
        ongoing.keySet().removeIf(watched.negate());
    }

    private boolean read(String squid, OngoingReading reading, int pages) {
        LobstrRequest request = new LobstrRequest(LobstrOperation.finishedRuns, Map.of(Parameter.SQUID, squid));
        for (int i = 0; i < pages; i++) {
            long begun = nanoTime();
            Page<Run> page;
            try {
                page = page("Squid " + squid, request, reading.page);
            } catch (LobstrException e) {
                if (isRefused(squid, reading, e)) {
                    return true;
                }
                throw e;
            }
            reading.failures = 0;
            reading.moment = reading.moment == null ? moment(begun) : reading.moment;
            if (take(reading, page)) {
                return true;
            }
        }
        return false;
    }

    /** Whether that was the last page that is needed. */
    private boolean take(OngoingReading reading, Page<Run> page) {
        Next next = reading.reading.read(page.items(), page.totalResults());
        if (next == Next.AGAIN) {
            reading.again();
            return false;
        }
        boolean more = reading.length.goesOn(page, reading.fresh());
        if (next == Next.END || !more && reading.length.missing() == 0 && !reading.length.repeats()) {
            reading.finish(startFrom);
            return true;
        }
        if (!more || reading.page++ >= MOST_PAGES) {
            reading.finishPart(startFrom);
            return true;
        }
        return false;
    }

    /** Whether pages from some depth on are refused, and nothing is needed from there. */
    private boolean isRefused(String squid, OngoingReading reading, LobstrException e) {
        boolean mayPass = e.getStatusCode() == 0 || e instanceof LobstrAuthenticationException
                || e instanceof LobstrRateLimitException;
        if (reading.page == 1 || mayPass) {
            return false;
        }
        reading.fails(e.getStatusCode() >= 500);
        if (reading.reading.isHistory(startFrom, reading.moment)) {
            LOG.info("Squid {}: what finished before the start is not read any further: {}", squid, e.getMessage());
            reading.finish(startFrom);
            return true;
        }
        if (reading.hasFailed()) {
            reading.finishPart(startFrom);
        }
        return false;
    }

    private void ask(String run, SquidWatch watch) {
        long begun = nanoTime();
        requests.incrementAndGet();
        try {
            Run now = client.get(
                    new LobstrRequest(LobstrOperation.getRun, Map.of(Parameter.RUN, run)).in(Line.CONSUME), pause);
            watch.update(now, moment(begun));
        } catch (LobstrNotFoundException e) {
            LOG.debug("Run {} is not found", run);
            watch.gone(run, moment(begun));
        } catch (LobstrException e) {
            if (isOfAnyRequest(e)) {
                throw e;
            }
            // the next reading asks for another one, and in its turn for this one again
            LOG.debug("Run {} cannot be read", run, e);
        }
    }

    /** What the next request meets too, whatever it asks for. */
    private static boolean isOfAnyRequest(LobstrException e) {
        return e instanceof LobstrAuthenticationException && e.getStatusCode() == 401 || e instanceof LobstrRateLimitException
                || e.getRetryAfter() != null;
    }

    /** One page of the squids of the account. */
    Page<Squid> squids(int number) {
        return page("The list of squids", new LobstrRequest(LobstrOperation.listSquids, Map.of()).in(Line.CONSUME), number);
    }

    private <T> Page<T> page(String list, LobstrRequest request, int number) {
        requests.incrementAndGet();
        Page<T> page = capped.heard(request, client.get(request.page(number, PAGE_SIZE), pause));
        flaws.say(list, page.flaws());
        return page;
    }
}
