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
package io.lobstr.camel.simulator.fault;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import io.lobstr.camel.simulator.traffic.Answer;
import io.lobstr.camel.simulator.traffic.ReceivedRequest;
import io.lobstr.camel.simulator.traffic.RequestPattern;

/**
 * What some requests were answered, so that they can be answered so once more: a cache on the way that is late. Of each
 * request, method, path and query, the latest hundred answers are kept.
 */
public final class RememberedAnswers {

    private static final int KEPT = 100;

    private final RequestPattern pattern;
    private final Map<String, Deque<Remembered>> answers = new HashMap<>();

    RememberedAnswers(RequestPattern pattern) {
        this.pattern = pattern;
    }

    /**
     * The answer that the same request got last until an instant, and the right one where it got none. After acting.
     *
     * @param  instant until when
     * @return         the fault
     */
    public Fault asOf(Instant instant) {
        return last(answer -> !answer.at().isAfter(instant));
    }

    /**
     * The answer that the same request got last, and the right one where it got none. After acting.
     *
     * @return the fault
     */
    public Fault last() {
        return last(answer -> true);
    }

    synchronized void add(ReceivedRequest request, Answer answer) {
        if (pattern.matches(request.method(), request.path())) {
            Deque<Remembered> kept = answers.computeIfAbsent(request.toString(), same -> new ArrayDeque<>());
            kept.addLast(new Remembered(request.at(), answer));
            if (kept.size() > KEPT) {
                kept.removeFirst();
            }
        }
    }

    private Fault last(Predicate<Remembered> wanted) {
        return Fault.stale(request -> find(request, wanted));
    }

    private synchronized Optional<Answer> find(ReceivedRequest request, Predicate<Remembered> wanted) {
        return answers.getOrDefault(request.toString(), new ArrayDeque<>()).stream().filter(wanted)
                .reduce((earlier, later) -> later).map(Remembered::answer);
    }

    private record Remembered(Instant at, Answer answer) {
    }
}
