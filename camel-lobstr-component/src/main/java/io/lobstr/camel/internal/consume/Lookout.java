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
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import io.lobstr.camel.internal.client.HintShare;
import io.lobstr.camel.model.RunEvent;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;

/**
 * What a consumer watches, and when it looks: at its own times, and where somebody says that something has happened.
 */
public final class Lookout {

    private static final Logger LOG = ConsumerLog.LOG;

    private static final String STARTS = "run.running";
    private static final String PAUSES = "run.paused";

    private final ScheduledPollConsumer consumer;
    private final List<String> named;
    private final boolean predicted;
    private final WatchedSquids squids;
    private final Hints hints;
    private volatile WatchedSquids looks;
    private Poller poller;

    /**
     * @param consumer  what polls
     * @param named     the hashes of its squids, none for every squid of the account
     * @param predicted whether it polls when runs are likely to end
     * @param squids    how they are read
     */
    public Lookout(ScheduledPollConsumer consumer, List<String> named, boolean predicted, WatchedSquids squids) {
        this.consumer = consumer;
        this.named = named;
        this.predicted = predicted;
        this.squids = squids;
        looks = squids;
        hints = new Hints(named);
    }

    /**
     * The consumer starts. What is known of times is learnt anew, and what waits for its turn is asked for anew.
     *
     * @param  trusting                 lets polls pass while it is told of runs from outside, by the delay of polls;
     *                                  null where it is not told
     * @param  patient                  asks the API, again where that may help
     * @param  hasty                    asks the API, and lets the others have their turn where it fails
     * @param  share                    what may be asked because of a hint
     * @param  mayGoOn                  false while the consumer is stopped or suspended
     * @param  batches                  takes what is due
     * @param  nanoTime                 the time
     * @throws IllegalArgumentException if the consumer has a scheduler that cannot be woken, and is to be
     */
    public void start(
            BiFunction<WatchedSquids, Duration, WatchedSquids> trusting, RunReader patient, RunReader hasty, HintShare share,
            BooleanSupplier mayGoOn,
            Poller.Batches batches, LongSupplier nanoTime) {
        if (consumer.getScheduler() == null) {
            consumer.setScheduler(PollClock.of(consumer));
        }
        WatchedSquids timed = predicted ? PredictedSquids.of(consumer, squids, named, nanoTime) : squids;
        if (trusting != null) {
            PollClock.needed(consumer, "push=true", "push=false");
            timed = trusting.apply(timed, PollClock.delayOf(consumer));
        }
        if (consumer.getScheduler() instanceof PollClock clock) {
            timed = new HintedSquids(
                    squids, timed, hints, share, nanoTime, this::isLookingAtAll, clock::nudgeIn);
            hints.open(clock::nudge);
            HintListeners.of(consumer.getEndpoint().getCamelContext()).add(hints);
        }
        looks = timed;
        poller = new Poller(
                looks, patient, hasty, mayGoOn, batches,
                new RetryAfter(nanoTime, this::lookAfter));
    }

    /** The API wants no request for some time: what was hinted at is looked at after it, too. */
    private void lookAfter(Duration time) {
        PollClock.wakeLate(consumer, time);
        if (consumer.getScheduler() instanceof PollClock clock) {
            clock.nudgeIn(time);
        }
    }

    /**
     * Looks whether other machines have left hints; to be called now and then, on any thread.
     *
     * @param notes where they leave them
     */
    public void readNotes(HintNotes notes) {
        try {
            if (notes.areThere()) {
                hints.noted(notes);
            }
        } catch (RuntimeException e) {
            LOG.debug("What other machines have hinted at cannot be read: the next poll at everything has to do", e);
        }
    }

    /** The consumer goes on after it was suspended: what was said meanwhile is looked at. */
    public void resume() {
        looks.resumed();
        if (consumer.getScheduler() instanceof PollClock clock && !hints.waiting().isEmpty()) {
            clock.nudge();
        }
    }

    /** Whether the look that goes on is one at everything, and not only at what somebody has hinted at. */
    public boolean isLookingAtAll() {
        return PollClock.isLookingAtAll(consumer);
    }

    /** The consumer stops. */
    public void stop() {
        HintListeners.of(consumer.getEndpoint().getCamelContext()).remove(hints);
        hints.close();
    }

    /**
     * @param  most     how many runs come out at most
     * @param  newRound whether it is the first poll of a round: what failed in the last one comes out again, but for
     *                  one in which only hints are looked at
     * @return          how many came out
     */
    public int poll(int most, boolean newRound) {
        if (newRound && looks.isWhole()) {
            poller.nextRound();
        }
        return poller.poll(most);
    }

    /**
     * @return who is told that something has happened to a squid
     */
    public Hints hints() {
        return hints;
    }

    /**
     * A webhook has told of something.
     *
     * @param squid the squid that it is about
     * @param event what happened
     */
    public void heard(String squid, RunEvent event) {
        if (STARTS.equals(event.getEvent())) {
            started(squid);
        } else if (isEnd(event)) {
            hints.add(squid, event.getRun());
        }
    }

    /**
     * @param  event what happened to a run
     * @return       whether it may be over then
     */
    public static boolean isEnd(RunEvent event) {
        return !STARTS.equals(event.getEvent()) && !PAUSES.equals(event.getEvent());
    }

    /**
     * A run has started, which tells when it may end.
     *
     * @param squid the hash of its squid
     */
    public void started(String squid) {
        if (predicted) {
            hints.started(squid);
        }
    }

    /**
     * @return how many squids are watched; of an account, those of the last sweep
     */
    public int size() {
        return squids.size();
    }

    /**
     * @return when the API is asked next, and why
     */
    public String nextLook() {
        return looks.nextLook();
    }
}
