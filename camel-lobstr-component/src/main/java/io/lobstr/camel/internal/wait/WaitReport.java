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

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.lobstr.camel.internal.operation.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log says of waits that go on, once a minute. Times are those of the waits' clock.
 */
final class WaitReport {

    private static final Logger LOG = LoggerFactory.getLogger(RunWaits.class);
    private static final long EVERY = TimeUnit.MINUTES.toNanos(1);

    private long next;

    /** The first wait begins. */
    void begin(long now) {
        next = now + EVERY;
    }

    /** A look is over. */
    void looked(int requests, long now, Collection<Waiter> waiters, Collection<AwaitedRun> runs) {
        LOG.debug("{} waits for {} runs after a look of {} requests", waiters.size(), runs.size(), requests);
        if (waiters.isEmpty() || now < next) {
            return;
        }
        next = now + EVERY;
        Map<String, Long> counts = runs.stream().collect(Collectors.groupingBy(
                run -> run.status() == null ? "not seen yet" : Words.brief(run.status()), Collectors.counting()));
        long oldest = waiters.stream().mapToLong(Waiter::since).min().orElse(now);
        LOG.info("Waiting for {} runs, the longest for {} s: {}", runs.size(), TimeUnit.NANOSECONDS.toSeconds(now - oldest),
                counts);
    }
}
