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

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Page;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.model.Run;

/**
 * What the answers tell by the way of the runs of squids: how long they take, and which this application has started.
 */
public final class SquidRuns {

    private static final int MOST_SQUIDS = 1000;
    private static final int MOST_LENGTHS = 32;
    private static final int LEAST_LENGTHS = 3;
    private static final Duration LONGEST = Duration.ofDays(31);
    /** So many standard deviations below the mean lies one of a hundred. */
    private static final double ONE_PERCENT = 2.33;

    private final ReentrantLock lock = new ReentrantLock();
    /** By squid, the one that was heard of last comes last; by run, in seconds. */
    private final Map<String, Map<String, Double>> lengths = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, Double>> eldest) {
            return size() > MOST_SQUIDS;
        }
    };
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    /**
     * @param heard is told the squid of each run that is started
     */
    public void onStart(Consumer<String> heard) {
        listeners.add(heard);
    }

    /**
     * @param heard is told no more
     */
    public void forget(Consumer<String> heard) {
        listeners.remove(heard);
    }

    void heard(LobstrRequest request, Object answer) {
        if (answer instanceof Run run) {
            if (run.isFinished() && run.getSquid() != null) {
                learn(run.getSquid(), List.of(run));
            } else if (request.operation() == LobstrOperation.startRun) {
                listeners.forEach(listener -> listener.accept(request.parameters().get(Parameter.SQUID)));
            }
        } else if (answer instanceof Page<?> page && !page.items().isEmpty()
                && page.items().get(0) instanceof Run) {
            String squid = request.parameters().get(Parameter.SQUID);
            if (squid != null && page.number() == Page.FIRST) {
                learn(squid, page.items().stream().map(Run.class::cast).toList());
            }
        }
    }

    /**
     * @param squid       its hash
     * @param newestFirst some of its runs
     */
    public void learn(String squid, List<Run> newestFirst) {
        locked(() -> {
            put(squid, newestFirst);
            return null;
        });
    }

    private void put(String squid, List<Run> newestFirst) {
        Map<String, Double> known = lengths.computeIfAbsent(squid, id -> new LinkedHashMap<>());
        for (int i = Math.min(MOST_LENGTHS, newestFirst.size()) - 1; i >= 0; i--) {
            Run run = newestFirst.get(i);
            if (!known.containsKey(run.getId())) {
                length(run).ifPresent(length -> known.put(run.getId(), length));
            }
        }
        for (Iterator<String> oldest = known.keySet().iterator(); known.size() > MOST_LENGTHS;) {
            oldest.next();
            oldest.remove();
        }
    }

    /** None of what is nonsense. */
    private static Optional<Double> length(Run run) {
        OffsetDateTime start = run.getStartedAt();
        OffsetDateTime end = run.getEndedAt();
        if (!run.isFinished() || start == null || end == null) {
            return Optional.empty();
        }
        double length = (double) end.toEpochSecond() - start.toEpochSecond();
        return length > 0 && length < LONGEST.toSeconds() ? Optional.of(length) : Optional.empty();
    }

    /**
     * @param  squid its hash, or null
     * @return       the time within which one of a hundred of its runs is over, if enough of them are known
     */
    public Optional<Duration> shortest(String squid) {
        double[] logs = locked(() -> lengths.getOrDefault(squid, Map.of()).values().stream()
                .mapToDouble(Math::log).sorted().toArray());
        if (logs.length < LEAST_LENGTHS) {
            return Optional.empty();
        }
        double mean = 0;
        for (double log : logs) {
            mean += log / logs.length;
        }
        double variance = 0;
        for (double log : logs) {
            variance += (log - mean) * (log - mean) / (logs.length - 1);
        }
        // of a few, the spread is not known well
        double away = ONE_PERCENT * (1 + 2.0 / logs.length) * Math.sqrt(variance);
        return Optional.of(Duration.ofMillis((long) (1000 * Math.exp(Math.min(logs[0], mean - away)))));
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
