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

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

import io.lobstr.camel.internal.memory.RunMemory;
import io.lobstr.camel.internal.operation.Words;
import io.lobstr.camel.internal.watch.DueRun;
import io.lobstr.camel.internal.watch.WatchMemory;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.slf4j.Logger;

/**
 * The runs that came out of all consumers of a context that remember in one place, and whose exchanges go on. They
 * outlive the consumers: a route that is stopped and started does not repeat what is still in flight elsewhere.
 */
final class Claims {

    private static final Logger LOG = ConsumerLog.LOG;

    /** One end of a run: one that was opened again, and ended anew, is another. */
    private record Key(WatchMemory squid, String run, Instant endedAt) {

        /** A list shows whole seconds, the run itself may show more. */
        static Key of(DueRun due) {
            Instant ended = due.endedAt();
            return new Key(
                    due.memory(), due.run().getId(), ended == null ? null : ended.truncatedTo(ChronoUnit.SECONDS));
        }

        /** The one of these that may be the same end, or null: where one of two ends is not known, they are. */
        Key in(Set<Key> keys) {
            if (keys.contains(this)) {
                return this;
            }
            return keys.stream().filter(key -> (endedAt == null || key.endedAt == null)
                    && key.run.equals(run) && key.squid.equals(squid)).findFirst().orElse(null);
        }
    }

    /** Says at each poll why nothing new comes out. */
    static final class UnrecordedException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        UnrecordedException(long runs, Throwable cause) {
            super("It cannot be recorded that " + runs + (runs == 1 ? " run was" : " runs were")
                  + " handled, which is tried again at each poll; nothing new comes out until then: " + cause.getMessage(),
                  cause);
        }
    }

    /** All of a context. */
    private static final class OfContext {

        private final Map<RunMemory, Claims> all = new HashMap<>();
    }

    private static final ReentrantLock LOCK = new ReentrantLock();

    /** What a consumer is called, and which squids it watches; none for all. */
    private record Watcher(String name, List<String> squids) {
    }

    private final Map<Claim.Owner, Watcher> watching = new HashMap<>();
    private final Map<Key, Claim> claims = new ConcurrentHashMap<>();
    /** What was settled since the last consumer began, but for no watch. */
    private final Set<Key> settledForLater = ConcurrentHashMap.newKeySet();

    private Claims() {
    }

    /**
     * A consumer begins to watch.
     *
     * @param  memory                   where it remembers
     * @param  owner                    the consumer
     * @param  name                     what it is called
     * @param  squids                   what it watches, none for the whole account
     * @return                          what is in flight there
     * @throws IllegalArgumentException if another consumer watches one of the squids, and remembers in the same place
     */
    static Claims join(
            CamelContext context, RunMemory memory, Claim.Owner owner, String name, List<String> squids) {
        LOCK.lock();
        try {
            Map<RunMemory, Claims> all = of(context).all;
            all.values().removeIf(Claims::isOver);
            Claims claims = all.computeIfAbsent(memory, key -> new Claims());
            Watcher watcher = new Watcher(name, squids);
            claims.watching.values().forEach(other -> refuseIfShared(watcher, other));
            claims.watching.put(owner, watcher);
            // the reading that comes finds these in the memory
            Set<WatchMemory> read = squids.stream().map(memory::of).collect(Collectors.toSet());
            claims.settledForLater.removeIf(key -> squids.isEmpty() || read.contains(key.squid));
            return claims;
        } finally {
            LOCK.unlock();
        }
    }

    private static OfContext of(CamelContext context) {
        ExtendedCamelContext extended = context.getCamelContextExtension();
        if (!extended.isContextPluginInUse(OfContext.class)) {
            extended.addContextPlugin(OfContext.class, new OfContext());
        }
        return extended.getContextPlugin(OfContext.class);
    }

    private static void refuseIfShared(Watcher one, Watcher other) {
        boolean all = one.squids.isEmpty() && other.squids.isEmpty();
        List<String> shared = one.squids.isEmpty()
                ? other.squids : one.squids.stream().filter(squid -> isWatched(squid, other)).toList();
        if (all || !shared.isEmpty()) {
            throw new IllegalArgumentException(
                    one.name + " and " + other.name + " both watch "
                                               + (all ? "every squid of the account" : "squid " + String.join(", ", shared))
                                               + " and remember in one idempotentRepository, where one would take what the"
                                               + " other has not handled for handled: give one of them a memoryName");
        }
    }

    private static boolean isWatched(String squid, Watcher by) {
        return by.squids.isEmpty() || by.squids.contains(squid);
    }

    private boolean isOver() {
        return watching.isEmpty() && claims.isEmpty();
    }

    /**
     * A consumer watches no longer; what it has in flight stays claimed.
     */
    void leave(Claim.Owner owner) {
        claims.values().forEach(claim -> claim.leave(owner));
        LOCK.lock();
        try {
            watching.remove(owner);
        } finally {
            LOCK.unlock();
        }
    }

    /**
     * @return the claim, or null if the run is not due any more
     */
    Claim claim(DueRun due, Claim.Owner owner) {
        if (!due.claim()) {
            return null;
        }
        Key key = Key.of(due);
        owner.claimed();
        Claim claim = new Claim(due, owner, forLater -> {
            if (forLater) {
                settledForLater.add(key);
            }
            claims.remove(key);
        });
        claims.put(key, claim);
        return claim;
    }

    /**
     * Whether the run came out before a restart of its route: its exchange goes on, or has ended since the watch began.
     */
    boolean isTaken(DueRun due, Claim.Owner owner) {
        Key key = Key.of(due);
        Key taken = key.in(claims.keySet());
        Claim claim = taken == null ? null : claims.get(taken);
        if (claim != null && claim.passTo(due, owner)) {
            return true;
        }
        Key settled = key.in(settledForLater);
        if (settled == null) {
            return false;
        }
        settledForLater.remove(settled);
        if (due.claim()) {
            try {
                due.settleAsRecorded();
            } catch (RuntimeException | Error e) {
                // it is recorded, but the mark has not gone up: that can wait
                settledForLater.add(settled);
                due.release();
            }
        }
        return true;
    }

    /** Tries again what could not be recorded. What one of them meets, the others would wait for too. */
    void record() {
        for (Claim claim : claims.values()) {
            try {
                claim.recordIfHandled();
            } catch (RuntimeException | Error e) {
                throw new UnrecordedException(claims.values().stream().filter(Claim::isUnrecorded).count(), e);
            }
        }
    }

    /** Whether something was handled that cannot be recorded for now. */
    boolean hasUnrecorded() {
        return claims.values().stream().anyMatch(Claim::isUnrecorded);
    }

    /** Gives back what was dropped without an end. */
    void releaseDropped() {
        claims.values().forEach(claim -> {
            if (claim.releaseIfDropped()) {
                LOG.warn(
                        "The exchange of run {} was dropped without an end, as queues do that are full or purged: the run comes"
                         + " out again",
                        Words.brief(claim.run().run().getId()));
            }
        });
    }
}
