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
package io.lobstr.camel.internal.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.lobstr.camel.internal.client.RequestObserver;
import io.lobstr.camel.internal.operation.LobstrOperation;

/**
 * The requests of a component: how many, with what outcome, and the last of them.
 */
public final class LobstrActivity implements RequestObserver {

    private static final int LAST = 20;

    /**
     * A request that was answered, or was not.
     *
     * @param at        when its answer was there
     * @param operation what was asked
     * @param outcome   the HTTP status, or {@code no_answer}
     * @param took      from sending the request to the end of its answer
     */
    public record Answered(Instant at, String operation, String outcome, Duration took) {
    }

    private final Map<String, Long> requests = new TreeMap<>();
    private final Deque<Answered> last = new ArrayDeque<>();
    private long count;
    private volatile LobstrMeters meters = LobstrMeters.NONE;

    /**
     * @param where each request and run is measured from now on
     */
    public void measure(LobstrMeters where) {
        meters = where;
    }

    @Override
    public void answered(LobstrOperation operation, int status, Duration took) {
        String outcome = status == NO_ANSWER ? "no_answer" : String.valueOf(status);
        meters.request(operation.name(), outcome, took);
        note(new Answered(Instant.now(), operation.name(), outcome, took));
    }

    private synchronized void note(Answered answered) {
        count++;
        requests.merge(answered.operation() + " " + answered.outcome(), 1L, Long::sum);
        last.addFirst(answered);
        if (last.size() > LAST) {
            last.removeLast();
        }
    }

    /**
     * @return how many requests were sent
     */
    public synchronized long count() {
        return count;
    }

    /**
     * @return how many requests were sent, by operation and outcome, such as {@code getRun 200}
     */
    public synchronized Map<String, Long> requests() {
        return new TreeMap<>(requests);
    }

    /**
     * @return the last requests, the latest first
     */
    public synchronized List<Answered> last() {
        return List.copyOf(last);
    }

    /**
     * @return where it is measured
     */
    public LobstrMeters meters() {
        return meters;
    }
}
