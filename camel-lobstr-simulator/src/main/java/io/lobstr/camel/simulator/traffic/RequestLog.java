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
package io.lobstr.camel.simulator.traffic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The requests that came in: the latest of them as they were, and how many there were of each method and path. Its size
 * is bounded.
 */
public final class RequestLog {

    private static final int PATHS = 100_000;

    private final int capacity;
    private final Deque<ReceivedRequest> latest = new ArrayDeque<>();
    private final Map<Target, Long> counts = new LinkedHashMap<>();
    private long total;

    /**
     * An empty log.
     *
     * @param capacity how many of the latest requests it keeps
     */
    public RequestLog(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Adds a request.
     *
     * @param request the request
     */
    public synchronized void add(ReceivedRequest request) {
        total++;
        if (latest.size() == capacity) {
            latest.removeFirst();
        }
        latest.addLast(request);
        counts.merge(new Target(request.method(), request.path()), 1L, Long::sum);
        if (counts.size() > PATHS) {
            counts.remove(counts.keySet().iterator().next());
        }
    }

    /**
     * {@return how many requests came in since the last reset}
     */
    public synchronized long count() {
        return total;
    }

    /**
     * Counts requests since the last reset.
     *
     * @param  pattern which, such as {@code "GET /v1/runs/*"}
     * @return         how many
     */
    public synchronized long count(String pattern) {
        RequestPattern wanted = RequestPattern.of(pattern);
        return counts.entrySet().stream().filter(count -> wanted.matches(count.getKey().method(), count.getKey().path()))
                .mapToLong(Map.Entry::getValue).sum();
    }

    /**
     * {@return the latest requests, oldest first}
     */
    public synchronized List<ReceivedRequest> all() {
        return new ArrayList<>(latest);
    }

    /**
     * Finds among the latest requests.
     *
     * @param  pattern which, such as {@code "GET /v1/runs/*"}
     * @return         those, oldest first
     */
    public synchronized List<ReceivedRequest> matching(String pattern) {
        RequestPattern wanted = RequestPattern.of(pattern);
        return latest.stream().filter(request -> wanted.matches(request.method(), request.path())).toList();
    }

    /**
     * {@return the last request, if there was one}
     */
    public synchronized Optional<ReceivedRequest> last() {
        return Optional.ofNullable(latest.peekLast());
    }

    /**
     * Forgets all.
     */
    public synchronized void reset() {
        latest.clear();
        counts.clear();
        total = 0;
    }

    private record Target(String method, String path) {
    }
}
