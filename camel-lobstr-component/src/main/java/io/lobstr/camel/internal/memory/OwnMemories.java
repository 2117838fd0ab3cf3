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
package io.lobstr.camel.internal.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/**
 * What consumers remember that were given no repository. It outlives them: a route that is removed and added again goes
 * on where it was. Two at a time never share one.
 */
public final class OwnMemories {

    /** So many that nobody uses are kept. */
    private static final int MOST_UNUSED = 1000;

    /**
     * One of them.
     *
     * @param what       what is watched, and under which name
     * @param uri        of the endpoint, which tells two from each other that watch the same
     * @param repository where it is remembered
     */
    public record OwnMemory(String what, String uri, IdempotentRepository repository) {

        /** It shows nothing: a URI may hold secrets. */
        @Override
        public String toString() {
            return "OwnMemory";
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    /** The one that was given back first comes first. */
    private final Deque<OwnMemory> unused = new ArrayDeque<>();

    /**
     * @param  what what is watched, and under which name
     * @param  uri  of the endpoint
     * @return      what is remembered of that, for nobody else until it is given back
     */
    public OwnMemory take(String what, String uri) {
        lock.lock();
        try {
            Optional<OwnMemory> last = unused.stream().filter(memory -> memory.what.equals(what))
                    .reduce((one, other) -> one.uri.equals(uri) ? one : other);
            last.ifPresent(unused::remove);
            // without a limit, since what is kept grows with what is open only
            return new OwnMemory(
                    what, uri, last.map(OwnMemory::repository)
                            .orElseGet(() -> MemoryIdempotentRepository.memoryIdempotentRepository(new ConcurrentHashMap<>())));
        } finally {
            lock.unlock();
        }
    }

    /**
     * @param memory what was taken: the next that watches the same goes on with it
     */
    public void giveBack(OwnMemory memory) {
        lock.lock();
        try {
            unused.addLast(memory);
            if (unused.size() > MOST_UNUSED) {
                unused.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Forgets what nobody uses.
     */
    public void clear() {
        lock.lock();
        try {
            unused.clear();
        } finally {
            lock.unlock();
        }
    }
}
