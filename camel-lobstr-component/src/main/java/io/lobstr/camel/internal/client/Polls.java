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
package io.lobstr.camel.internal.client;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import io.lobstr.camel.exception.LobstrStoppedException;

/**
 * All that waits for what the API makes.
 */
public final class Polls {

    private final Set<Poll<?>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /**
     * @param  poll not begun yet
     * @return      what it waits for
     */
    public <T> CompletableFuture<T> begin(Poll<T> poll) {
        waiting.add(poll);
        poll.answer().whenComplete((value, failure) -> waiting.remove(poll));
        if (stopped) {
            poll.stop();
        } else {
            poll.begin();
        }
        return poll.answer();
    }

    /**
     * @return whether somebody waits
     */
    public boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /**
     * Ends waits with a {@link LobstrStoppedException}.
     *
     * @param groups the groups whose waits end
     */
    public void stop(Predicate<String> groups) {
        waiting.stream().filter(poll -> groups.test(poll.group())).forEach(Poll::stop);
    }

    /**
     * Ends all waits with a {@link LobstrStoppedException}, and those that are still to come.
     */
    public void stop() {
        stopped = true;
        stop(group -> true);
    }
}
