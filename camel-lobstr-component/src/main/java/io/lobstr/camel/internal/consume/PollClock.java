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

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;

/**
 * When a consumer looks: steadily, as Camel's own scheduler would have it, and besides whenever it is woken. A wake
 * moves no steady look, so that nothing that comes in can keep the next one away. There is never more than one look at
 * a time, but for one that hangs over a restart: it must not keep those of the new start away.
 */
public final class PollClock extends DefaultScheduledPollConsumerScheduler {

    private static final Logger LOG = ConsumerLog.LOG;

    /** How often a look was asked for since the one that goes on began, that one counted; anew at each start. */
    private volatile AtomicInteger asked = new AtomicInteger();
    /** Whether a wake waits for its thread. */
    private final AtomicBoolean woken = new AtomicBoolean();
    /** Whether the next look is at everything, since it is a steady one, or somebody woke the clock for all. */
    private final AtomicBoolean whole = new AtomicBoolean();
    private final AtomicReference<Future<?>> alarm = new AtomicReference<>();
    private final AtomicReference<Future<?>> nudge = new AtomicReference<>();
    private volatile boolean ticking;
    private volatile boolean lookingAtAll = true;
    private Runnable look;

    /**
     * @param executor where looks are taken, null for a thread of its own
     */
    PollClock(ScheduledExecutorService executor) {
        super(executor);
    }

    /**
     * @param  consumer whose options say how steadily it looks
     * @return          a clock that is not started yet
     */
    public static PollClock of(ScheduledPollConsumer consumer) {
        PollClock clock = new PollClock(consumer.getScheduledExecutorService());
        clock.setInitialDelay(consumer.getInitialDelay());
        clock.setDelay(consumer.getDelay());
        clock.setTimeUnit(consumer.getTimeUnit());
        clock.setUseFixedDelay(consumer.isUseFixedDelay());
        return clock;
    }

    /**
     * Lets a consumer poll when the time has passed, besides its even polls. Another scheduler polls when it does.
     *
     * @param consumer whose clock that is
     * @param delay    how long from now; what was said before no longer counts
     */
    public static void wakeIn(ScheduledPollConsumer consumer, Duration delay) {
        if (consumer.getScheduler() instanceof PollClock clock) {
            clock.wakeIn(delay);
        }
    }

    /**
     * The same, where it is later than the next even poll.
     *
     * @param consumer whose clock that is
     * @param delay    how long from now
     */
    public static void wakeLate(ScheduledPollConsumer consumer, Duration delay) {
        if (delay.compareTo(delayOf(consumer)) > 0) {
            wakeIn(consumer, delay);
        }
    }

    static Duration delayOf(ScheduledPollConsumer consumer) {
        return Duration.of(consumer.getDelay(), consumer.getTimeUnit().toChronoUnit());
    }

    /**
     * @param  consumer                 what polls
     * @param  option                   the option, as it is set, that needs a clock that can be woken
     * @param  otherwise                the same as it could be
     * @return                          its clock
     * @throws IllegalArgumentException if it has another scheduler
     */
    static PollClock needed(ScheduledPollConsumer consumer, String option, String otherwise) {
        if (consumer.getScheduler() instanceof PollClock clock) {
            return clock;
        }
        throw new IllegalArgumentException(
                option + " polls by a clock of its own: leave scheduler out, or say " + otherwise);
    }

    /**
     * @param  consumer whose clock looks
     * @return          whether the look that goes on is one at everything; by another scheduler all are
     */
    static boolean isLookingAtAll(ScheduledPollConsumer consumer) {
        return !(consumer.getScheduler() instanceof PollClock clock) || clock.lookingAtAll;
    }

    /**
     * Looks at everything at once, on the clock's own thread. Several wakes before that look begins are one; of those
     * that come during a look, one more look follows it. A clock that stands has nothing to wake: its first look sees
     * everything.
     */
    public void wake() {
        if (ticking) {
            whole.set(true);
            nudge();
        }
    }

    /**
     * Looks at once at what somebody has hinted at; what stands or goes on is as with {@link #wake()}.
     */
    void nudge() {
        if (ticking && woken.compareAndSet(false, true)) {
            boolean waits = false;
            try {
                waits = after(Duration.ZERO, () -> {
                    woken.set(false);
                    tick();
                }) != null;
            } finally {
                // the next that wakes it is to be heard
                if (!waits) {
                    woken.set(false);
                }
            }
        }
    }

    /**
     * Looks at what somebody has hinted at when the time has passed.
     *
     * @param delay how long from now; what an earlier call said no longer counts
     */
    void nudgeIn(Duration delay) {
        if (ticking) {
            set(nudge, after(delay, this::tick));
        }
    }

    /**
     * Looks at everything when the time has passed, besides the steady looks.
     *
     * @param delay how long from now; what an earlier call said no longer counts
     */
    public void wakeIn(Duration delay) {
        if (ticking) {
            set(alarm, after(delay, this::tickForAll));
        }
    }

    @Override
    public void scheduleTask(Runnable task) {
        look = task;
        super.scheduleTask(this::tickForAll);
    }

    @Override
    public void startScheduler() {
        if (!ticking) {
            woken.set(false);
            whole.set(false);
            asked = new AtomicInteger();
            ticking = true;
        }
        super.startScheduler();
    }

    @Override
    public void unscheduleTask() {
        stopTicking();
        super.unscheduleTask();
    }

    @Override
    protected void doStop() throws Exception {
        stopTicking();
        super.doStop();
    }

    private void stopTicking() {
        ticking = false;
        set(alarm, null);
        set(nudge, null);
    }

    private static void set(AtomicReference<Future<?>> timer, Future<?> next) {
        Future<?> last = timer.getAndSet(next);
        if (last != null) {
            last.cancel(false);
        }
    }

    /** @return null where it stops just now */
    private Future<?> after(Duration delay, Runnable task) {
        ScheduledExecutorService executor = getScheduledExecutorService();
        try {
            return executor == null ? null : executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The next steady look has to do", e);
            return null;
        }
    }

    private void tickForAll() {
        whole.set(true);
        tick();
    }

    /** One look; whoever comes while it goes on, on another thread of a shared pool, leaves it a second. */
    private void tick() {
        AtomicInteger ofThisStart = asked;
        if (ticking && ofThisStart.getAndIncrement() == 0) {
            try {
                lookingAtAll = whole.getAndSet(false);
                look.run();
            } finally {
                if (ofThisStart.getAndSet(0) > 1) {
                    nudge();
                }
            }
        }
    }
}
