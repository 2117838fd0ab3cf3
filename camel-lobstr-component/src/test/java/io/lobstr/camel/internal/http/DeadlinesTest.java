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
package io.lobstr.camel.internal.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DeadlinesTest {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Deadlines deadlines = new Deadlines(timer, Duration.ofMillis(100));
    private final AtomicInteger cuts = new AtomicInteger();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void cutsEachThatGoesOnForTooLong() {
        Deadlines.Attempt first = deadlines.begin(cuts::incrementAndGet);
        Deadlines.Attempt second = deadlines.begin(cuts::incrementAndGet);

        await().atMost(Duration.ofSeconds(60)).until(() -> cuts.get() == 2);

        assertThat(first.isLate() && second.isLate()).isTrue();
    }

    @Test
    void oneThatCannotBeCutSparesNoOther() {
        CountDownLatch bothAreLate = new CountDownLatch(1);
        timer.execute(() -> await().atMost(Duration.ofSeconds(60)).until(() -> bothAreLate.getCount() == 0));
        Deadlines soon = new Deadlines(timer, Duration.ofNanos(1));
        soon.begin(() -> {
            throw new IllegalStateException("made up");
        });
        soon.begin(cuts::incrementAndGet);
        bothAreLate.countDown();

        await().atMost(Duration.ofSeconds(60)).until(() -> cuts.get() == 1);
    }

    @Test
    void theAlarmOfOneThatIsOverServesTheNext() {
        deadlines.begin(cuts::incrementAndGet).close();
        Deadlines.Attempt next = deadlines.begin(cuts::incrementAndGet);

        await().atMost(Duration.ofSeconds(60)).until(next::isLate);

        await().atMost(Duration.ofSeconds(60)).until(() -> cuts.get() == 1);
    }

    @Test
    void beginsAnewAfterAPause() throws Exception {
        deadlines.begin(cuts::incrementAndGet).close();
        // the alarm of the first finds nothing
        timer.schedule(() -> null, 200, TimeUnit.MILLISECONDS).get();
        Deadlines.Attempt later = deadlines.begin(cuts::incrementAndGet);

        await().atMost(Duration.ofSeconds(60)).until(later::isLate);

        await().atMost(Duration.ofSeconds(60)).until(() -> cuts.get() == 1);
    }
}
