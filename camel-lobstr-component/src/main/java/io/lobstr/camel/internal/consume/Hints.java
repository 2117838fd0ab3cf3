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

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What somebody says that has happened to squids: a webhook, another machine, a route. It says where to look, and
 * nothing else; each squid waits once, however often it is named, and there is an upper bound. On any thread.
 */
public final class Hints implements HintListeners.Listener {

    /** More than this waits for no look: the next poll at everything finds it. */
    private static final int MOST = 10_000;
    /** More runs of one squid than these are not waited for by name. */
    private static final int MOST_RUNS = 8;

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<String> named;
    private final Map<String, Set<String>> waiting = new LinkedHashMap<>();
    private final Set<String> started = new LinkedHashSet<>();
    private HintNotes notes;
    private Runnable wake;
    private long taken;
    private long dropped;

    /**
     * @param named the squids that are watched, none for every squid of the account
     */
    public Hints(List<String> named) {
        this.named = Set.copyOf(named);
    }

    /**
     * From now on somebody looks.
     *
     * @param wake called when there is something to look at
     */
    void open(Runnable wake) {
        lock.lock();
        try {
            this.wake = wake;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Other machines have left hints.
     *
     * @param where they are
     */
    void noted(HintNotes where) {
        Runnable looker;
        lock.lock();
        try {
            notes = where;
            looker = wake;
        } finally {
            lock.unlock();
        }
        if (looker != null) {
            looker.run();
        }
    }

    /** Where other machines have left hints since this was asked last, null where they have not. */
    HintNotes takeNotes() {
        lock.lock();
        try {
            HintNotes left = notes;
            notes = null;
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** Whether squids may be named that are not known yet. */
    boolean areOfAnySquid() {
        return named.isEmpty();
    }

    /** Nobody looks any more; who begins to look again looks at everything. */
    void close() {
        lock.lock();
        try {
            wake = null;
            waiting.clear();
            started.clear();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Something happened to a squid.
     *
     * @param  squid its hash
     * @param  run   the run that is over, null where nobody says that one is
     * @return       whether it is watched, so that it is looked at
     */
    @Override
    public boolean add(String squid, String run) {
        Runnable looker;
        lock.lock();
        try {
            if (!isTaken(squid, waiting.containsKey(squid) ? 0 : waiting.size())) {
                return false;
            }
            boolean fresh = !waiting.containsKey(squid);
            Set<String> runs = waiting.computeIfAbsent(squid, id -> new LinkedHashSet<>());
            if (run != null && runs.size() < MOST_RUNS) {
                runs.add(run);
            }
            looker = fresh ? wake : null;
        } finally {
            lock.unlock();
        }
        if (looker != null) {
            looker.run();
        }
        return true;
    }

    /**
     * A run of a squid has started.
     *
     * @param squid its hash
     */
    public void started(String squid) {
        Runnable looker;
        lock.lock();
        try {
            boolean fresh = isTaken(squid, started.size()) && started.add(squid);
            looker = fresh ? wake : null;
        } finally {
            lock.unlock();
        }
        if (looker != null) {
            looker.run();
        }
    }

    private boolean isTaken(String squid, int size) {
        boolean watched = wake != null && (named.isEmpty() || named.contains(squid)) && size < MOST;
        taken += watched ? 1 : 0;
        dropped += watched ? 0 : 1;
        return watched;
    }

    /** The squids that wait for a look, the one that was named first comes first. */
    List<String> waiting() {
        lock.lock();
        try {
            return List.copyOf(waiting.keySet());
        } finally {
            lock.unlock();
        }
    }

    /** A look is taken: whoever names the squid from here on asks for another. Null where nobody has named it. */
    Set<String> take(String squid) {
        lock.lock();
        try {
            return waiting.remove(squid);
        } finally {
            lock.unlock();
        }
    }

    /** The same, of one that is not there. */
    void drop(String squid) {
        lock.lock();
        try {
            dropped += waiting.remove(squid) == null ? 0 : 1;
        } finally {
            lock.unlock();
        }
    }

    /** The squids whose runs have started since this was asked last. */
    List<String> takeStarted() {
        lock.lock();
        try {
            List<String> all = List.copyOf(started);
            started.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /**
     * @return how often something was said of a squid that is watched
     */
    public long getTaken() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /**
     * @return how often something was said of a squid that is not watched, or while too many waited
     */
    public long getDropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }
}
