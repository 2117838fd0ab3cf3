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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.lobstr.camel.model.Run;

/**
 * One caller that waits for a run. Times are those of the waits' clock.
 *
 * @param wanted what for
 * @param since  when it began
 * @param number tells apart those with the same deadline
 * @param answer what it gets
 */
record Waiter(RunWait wanted, long since, long number, CompletableFuture<Run> answer) implements Comparable<Waiter> {

    /** No time is longer, so that sums of some do not overflow. */
    static final long LONGEST = Long.MAX_VALUE / 64;

    /** What is thrown over one is thrown when the others have had their turn. */
    static void each(List<Waiter> waiters, Consumer<Waiter> step) {
        RuntimeException failure = null;
        Error error = null;
        for (Waiter waiter : waiters) {
            try {
                step.accept(waiter);
            } catch (RuntimeException e) {
                failure = e;
            } catch (Error e) {
                error = e;
            }
        }
        if (error != null) {
            throw error;
        }
        if (failure != null) {
            throw failure;
        }
    }

    void whenMetBy(Run read, Runnable step) {
        if (wanted.end().isMetBy().test(read)) {
            step.run();
        }
    }

    /** @param aborted whether since it cost more than this one lets it */
    Runnable ending(Run run, boolean aborted) {
        return () -> {
            if (aborted) {
                wanted.cap().aborted().run();
            }
            answer.complete(run);
        };
    }

    long interval() {
        return nanos(wanted.interval());
    }

    long deadline() {
        return since + nanos(wanted.timeout());
    }

    private static long nanos(Duration duration) {
        return duration.compareTo(Duration.ofNanos(LONGEST)) > 0 ? LONGEST : duration.toNanos();
    }

    /** The first to time out is the first. */
    @Override
    public int compareTo(Waiter other) {
        int byDeadline = Long.compare(deadline(), other.deadline());
        return byDeadline != 0 ? byDeadline : Long.compare(number, other.number);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }
}
