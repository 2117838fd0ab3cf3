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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.lobstr.camel.exception.LobstrAuthenticationException;
import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.operation.Words;
import io.lobstr.camel.model.Run;

/**
 * Those that wait to start a run of one squid, in order of arrival. The first of them tries, and all wait for what
 * keeps it from starting: so any number costs the same requests as one.
 */
final class StartQueue {

    /** Of an attempt: a list, and the start. */
    static final int REQUESTS = 2;
    /** Between two attempts where nobody knows when there is a slot. */
    private static final long MOST = TimeUnit.SECONDS.toNanos(30);
    private static final Duration AT_ONCE = Duration.ofNanos(1);

    private final String squid;
    private final LongSupplier clock;
    private final ReentrantLock lock;
    private final Supplier<Duration> pace;
    private final Set<WaitingStart> waiting = new LinkedHashSet<>();
    /** The first, while it tries; and what all wait for while nobody does. */
    private WaitingStart trying;
    private CompletableFuture<Void> step;
    /** The run that is in the way, null where none is known; and the one that was before, and is over. */
    private Run active;
    private String over;
    /** Why nothing could be started although no run was in the way, and since when. */
    private LobstrException refusal;
    private long refusedSince;
    private boolean worked;

    /**
     * @param squid its hash
     * @param clock nanoseconds
     * @param lock  guards all queues
     * @param pace  the least time between two attempts after a refusal
     */
    StartQueue(String squid, LongSupplier clock, ReentrantLock lock, Supplier<Duration> pace) {
        this.squid = squid;
        this.clock = clock;
        this.lock = lock;
        this.pace = pace;
    }

    void add(WaitingStart start) {
        waiting.add(start);
    }

    boolean remove(WaitingStart start) {
        trying = trying == start ? null : trying;
        return waiting.remove(start);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    boolean isRefused() {
        return refusal != null;
    }

    /** A run that is over for certain, or null. */
    String over() {
        return locked(() -> over);
    }

    /** The run that is waited for, or null. */
    Run active() {
        return locked(() -> active);
    }

    /** Whether the API has answered any of them as it should. */
    boolean hasWorked() {
        return locked(() -> worked);
    }

    /** What one waits for, for a message. */
    String reason(WaitingStart start) {
        return locked(() -> {
            long before = waiting.stream().takeWhile(other -> other != start).count();
            String turn = before == 0 ? "" : before + " that wait for the squid longer come first, and ";
            if (active != null) {
                return turn + "run " + Words.brief(active.getId()) + " of the squid is active";
            }
            return turn + (refusal == null ? "no attempt has come to an answer" : "it was refused: " + refusal.getMessage());
        });
    }

    /** Whether it is to try now. */
    boolean isItsTurn(WaitingStart start) {
        return locked(() -> {
            boolean turn = trying == null && step == null && first() == start;
            trying = turn ? start : trying;
            return turn;
        });
    }

    /** Somebody has left: the next one tries, or nothing is waited for any more. */
    void goOn() {
        CompletableFuture<Void> needless = locked(() -> waiting.isEmpty() ? step : null);
        if (needless != null) {
            needless.cancel(false);
        } else {
            begin(null, first -> first.after(AT_ONCE), this::turn);
        }
    }

    /** It has started a run, for whose end the others wait. */
    void started(WaitingStart by, Run run) {
        boolean others = locked(() -> {
            worked = true;
            return waiting.size() > 1 && waiting.remove(by);
        });
        if (others) {
            await(by, run);
        }
    }

    /** A run is in the way. */
    void busy(WaitingStart by, Run run) {
        boolean isOver = locked(() -> {
            worked = true;
            return run.getId().equals(over);
        });
        if (isOver) {
            // one page is behind another
            later(by, by.interval());
        } else {
            await(by, run);
        }
    }

    private void await(WaitingStart by, Run run) {
        long left = locked(() -> {
            active = run;
            refusal = null;
            return waiting.stream().mapToLong(WaitingStart::deadline).max().orElse(0) - clock.getAsLong();
        });
        begin(by, first -> first.inTheWay().over(run, squid, Duration.ofNanos(Math.max(1, left)), first.interval()),
                failure -> ended(run, failure));
    }

    private void ended(Run run, Throwable failure) {
        if (failure instanceof LobstrStoppedException) {
            everybody(failure);
            return;
        }
        WaitingStart first = locked(() -> {
            active = failure == null ? null : active;
            over = failure == null ? run.getId() : over;
            return first();
        });
        if (failure instanceof LobstrAuthenticationException && first != null) {
            first.giveUp(failure);
        }
        begin(null, next -> next.after(failure == null ? AT_ONCE : next.interval()), this::turn);
    }

    /** The API says that there is no slot, or that a run is active which it does not show. */
    void refused(WaitingStart by, LobstrException why) {
        long waited = locked(() -> {
            worked = true;
            refusedSince = refusal == null ? clock.getAsLong() : refusedSince;
            refusal = why;
            active = null;
            return clock.getAsLong() - refusedSince;
        });
        Duration growing = Duration.ofNanos(Math.min(MOST, (long) Math.sqrt((double) waited * by.interval().toNanos())));
        Duration asked = why.getRetryAfter() == null ? Duration.ZERO : why.getRetryAfter();
        later(by, longest(by.interval(), growing, pace.get(), asked));
    }

    /** The first tries again then. */
    void later(WaitingStart by, Duration wait) {
        begin(by, first -> first.after(wait), this::turn);
    }

    /**
     * @param by   who has tried; null for whoever comes when nobody does
     * @param wait begins what all wait for from now on
     * @param next hears of its end, null or why there was none
     */
    private void begin(WaitingStart by, Function<WaitingStart, CompletionStage<?>> wait, Consumer<Throwable> next) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        WaitingStart first = locked(() -> {
            if (waiting.isEmpty() || trying != by || step != null) {
                return null;
            }
            trying = null;
            step = mine;
            return first();
        });
        if (first == null) {
            return;
        }
        CompletableFuture<?> begun = begun(wait, first);
        begun.whenComplete((value, failure) -> {
            if (failure == null) {
                mine.complete(null);
            } else {
                mine.completeExceptionally(LobstrClient.unwrap(failure));
            }
        });
        mine.whenComplete((value, failure) -> {
            begun.cancel(false);
            boolean goesOn = locked(() -> {
                step = null;
                return !waiting.isEmpty();
            });
            if (goesOn) {
                next.accept(failure);
            }
        });
    }

    /** Whatever is thrown is told to those who wait: nobody else would end them. */
    private static CompletableFuture<?> begun(Function<WaitingStart, CompletionStage<?>> wait, WaitingStart first) {
        try {
            return wait.apply(first).toCompletableFuture();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void turn(Throwable failure) {
        if (failure != null) {
            everybody(failure);
            return;
        }
        WaitingStart first = locked(() -> {
            boolean idle = trying == null && step == null;
            trying = idle ? first() : trying;
            return idle ? trying : null;
        });
        if (first != null) {
            first.ask();
        }
    }

    private void everybody(Throwable failure) {
        locked(() -> List.copyOf(waiting)).forEach(start -> start.giveUp(failure));
    }

    private WaitingStart first() {
        return waiting.isEmpty() ? null : waiting.iterator().next();
    }

    private static Duration longest(Duration... some) {
        return List.of(some).stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
