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
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.exception.LobstrRunActiveException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.exception.LobstrTimeoutException;
import io.lobstr.camel.internal.client.LastingAnswer;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Patience;
import io.lobstr.camel.internal.client.Poll;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.model.Run;

/**
 * One start that waits until it can be. A start that was sent is seen to its end, whatever ends the wait meanwhile: its
 * run is answered, or it is said that there may be one.
 */
final class WaitingStart extends Poll<Run> {

    /** What the API says while others have the slots. */
    private static final Set<String> NO_SLOT = Set.of("SlotsLimitExceeded", "ConcurrencyLimitExceeded");
    private static final Duration LONGEST = Duration.ofDays(365);

    private final StartQueues queues;
    private final StartQueues.Place place;
    private final RunInTheWay inTheWay;
    private final long deadline;
    private final LastingAnswer missing = new LastingAnswer();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile StartQueue queue;
    /** Of the attempt that goes on, null while none does. */
    private Permit permit;
    /** Why the wait ends as soon as the attempt is over. */
    private Throwable givenUp;
    private boolean hasTried;

    /**
     * @param client   the API
     * @param timer    ends the wait
     * @param start    what to send
     * @param patience how to wait
     * @param queues   where it waits
     * @param place    in which of them
     * @param inTheWay waits for runs that are active
     */
    WaitingStart(LobstrClient client, ScheduledExecutorService timer, LobstrRequest start, Patience patience,
                 StartQueues queues, StartQueues.Place place, RunInTheWay inTheWay) {
        super(client, timer, start, patience);
        this.queues = queues;
        this.place = place;
        this.inTheWay = inTheWay;
        this.deadline = queues.clock().getAsLong() + shorter(patience.timeout(), LONGEST).toNanos();
    }

    long deadline() {
        return deadline;
    }

    Duration interval() {
        return shorter(patience().interval(), LONGEST);
    }

    RunInTheWay inTheWay() {
        return inTheWay;
    }

    CompletionStage<Void> after(Duration wait) {
        return client().pausing(request(), patience().pause(), wait);
    }

    @Override
    protected long now() {
        return queues.clock().getAsLong();
    }

    @Override
    protected void first() {
        if (arm()) {
            queue = queues.join(place, this);
            if (isGivenUp()) {
                leave();
            } else if (queue.isItsTurn(this)) {
                ask();
            }
        }
    }

    /** It waits no more, whatever came of it. */
    void leave() {
        withdraw(null);
        queues.leave(place, this);
    }

    @Override
    protected void giveUp(Throwable failure) {
        if (!withdraw(failure)) {
            fail(failure);
        }
    }

    /** @return whether an attempt goes on, which ends the wait */
    private boolean withdraw(Throwable why) {
        Permit going;
        lock.lock();
        try {
            going = permit;
            givenUp = givenUp == null ? why : givenUp;
        } finally {
            lock.unlock();
        }
        if (going != null) {
            going.withdraw();
        }
        return going != null;
    }

    /** Its turn has come. */
    @Override
    protected void ask() {
        Permit may = new Permit(patience().pause());
        if (attempt(may) != null) {
            // somebody was told in this very instant that nothing was started
            leave();
            return;
        }
        if (!hasTried && queue.hasWorked()) {
            works();
        }
        hasTried = true;
        then(RunStart.waiting(client(), request(), patience().pause(), may, queue.over()).attempt(), this::answered,
                failure -> failed(failure, may));
    }

    private boolean isGivenUp() {
        lock.lock();
        try {
            return givenUp != null;
        } finally {
            lock.unlock();
        }
    }

    /** @return why the wait ends now unless it has succeeded, or null */
    private Throwable attempt(Permit now) {
        lock.lock();
        try {
            permit = now;
            return givenUp;
        } finally {
            lock.unlock();
        }
    }

    private void answered(Started started) {
        works();
        missing.clear();
        if (started.isNew()) {
            // the attempt lasts until this is answered: nobody is told in between that nothing was started
            queue.started(this, started.run());
            succeed(started.run());
            return;
        }
        Throwable end = attempt(null);
        if (end != null) {
            fail(end);
        } else {
            queue.busy(this, started.run());
        }
    }

    private void failed(Throwable failure, Permit may) {
        if (failure instanceof LobstrServerException server && server.isRequestSent() && may.isUsed()) {
            fail(failure);
            return;
        }
        Throwable end = attempt(null);
        if (end != null) {
            fail(end);
        } else if (failure instanceof LobstrException refusal && isNoSlot(refusal)) {
            works();
            missing.clear();
            queue.refused(this, refusal);
        } else if (failure instanceof LobstrServerException || failure instanceof LobstrRateLimitException) {
            Duration asked = ((LobstrException) failure).getRetryAfter();
            passing(failure, asked == null || asked.compareTo(interval()) < 0 ? interval() : asked);
        } else if (failure instanceof LobstrNotFoundException && queue.hasWorked()) {
            doubt(missing, failure);
        } else {
            refused(failure);
        }
    }

    private static boolean isNoSlot(LobstrException failure) {
        return failure instanceof LobstrRunActiveException || failure.getType() != null && NO_SLOT.contains(failure.getType());
    }

    /** All that wait for the squid have their next attempt then. */
    @Override
    protected void askAgain(Duration wait) {
        queue.later(this, wait);
    }

    @Override
    protected LobstrException stopped(String words) {
        return new LobstrStoppedException(words + "; nothing was started", null, null);
    }

    @Override
    protected Throwable late(Throwable doubted) {
        StartQueue joined = queue;
        return new LobstrTimeoutException(
                request() + ": nothing was started within " + patience().timeout().toMillis() + " ms (awaitTimeout)"
                                          + (joined == null ? "" : ", since " + joined.reason(this))
                                          + (doubted == null ? "" : "; the last look failed: " + doubted.getMessage()),
                joined == null ? null : joined.active(), doubted);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
