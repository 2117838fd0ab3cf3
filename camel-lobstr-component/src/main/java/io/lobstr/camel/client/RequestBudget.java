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
package io.lobstr.camel.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What may be asked of the API in a time with one key: the application's own limit over all paths, the API's limits by
 * path, and what the API itself says of them.
 * <p>
 * Whoever wants to ask {@linkplain #join joins} a line, and {@linkplain #look looks} until it is his turn; nothing here
 * waits, so that each caller waits in its own way. Each operation has a line of its own, and the lines take turns: a
 * thousand calls that are queued, or an iterator over all pages, cost the consumer one turn, and a busy consumer costs
 * them one. A line whose path is used up is passed over until its path is free again.
 * <p>
 * Own code, since neither Resilience4j's nor Bucket4j's limiters do this: they hand out permits by reservation, first
 * come, first served, where a thousand reservations put the next caller behind all of them, and they count by fixed
 * cycles or a refilled bucket, which lets nearly twice the limit through in some minute.
 */
public final class RequestBudget {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SlidingWindow all;
    private final Map<String, Path> paths = new HashMap<>();
    /** Those that wait, by operation; the operation that has waited longest for its turn comes first. */
    private final Map<LobstrOperation, List<Turn>> lines = new LinkedHashMap<>();
    private final LongSupplier nanoTime;
    private final long origin;

    /**
     * @param requestsPerMinute what this application may use of the key's budget; 0 lifts every limit, those of the API
     *                          too
     */
    public RequestBudget(int requestsPerMinute) {
        this(requestsPerMinute, System::nanoTime);
    }

    RequestBudget(int requestsPerMinute, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
        this.all = requestsPerMinute == 0 ? null : new SlidingWindow(requestsPerMinute, MINUTE);
        paths.put("runs", new Path(new SlidingWindow(120, MINUTE)));
        paths.put("squids", new Path(new SlidingWindow(120, MINUTE)));
        paths.put("tasks", new Path(new SlidingWindow(90, MINUTE)));
        paths.put("runtasks", new Path(new SlidingWindow(90, MINUTE)));
        paths.put("results", new Path(new SlidingWindow(2, Duration.ofSeconds(1))));
    }

    /** A place in a line. */
    static final class Turn {

        private final LobstrOperation operation;
        private final Path path;

        private Turn(LobstrOperation operation, Path path) {
            this.operation = operation;
            this.path = path;
        }
    }

    /** What is known of one path. */
    private static final class Path {

        /** Null where no limit is documented. */
        private final SlidingWindow window;
        private long closedUntil = Long.MIN_VALUE;

        private Path(SlidingWindow window) {
            this.window = window;
        }

        int free(long now) {
            if (now < closedUntil) {
                return 0;
            }
            return window == null ? Integer.MAX_VALUE : window.free(now);
        }

        long next(int before, long now) {
            return Math.max(closedUntil, window == null ? now : window.next(before, now));
        }
    }

    /** Takes a place at the end of the operation's line. */
    synchronized Turn join(LobstrOperation operation) {
        Turn turn = new Turn(operation, path(operation));
        if (all != null) {
            lines.computeIfAbsent(operation, line -> new ArrayList<>()).add(turn);
        }
        return turn;
    }

    /** Gives the place up. */
    synchronized void leave(Turn turn) {
        List<Turn> line = lines.get(turn.operation);
        if (line != null) {
            line.remove(turn);
        }
    }

    /**
     * Whether the turn has come. If so, it is used up.
     *
     * @return zero if the request is to be sent now, otherwise when to look again
     */
    synchronized Duration look(Turn turn) {
        if (all == null) {
            return Duration.ZERO;
        }
        long now = now();
        if (isNext(turn, now)) {
            all.take(now);
            if (turn.path.window != null) {
                turn.path.window.take(now);
            }
            served(turn);
            return Duration.ZERO;
        }
        long at = Math.max(turn.path.next(ahead(turn), now), all.next(ahead(turn), now));
        // those ahead on other paths may have what is free, and only be about to take it
        return Duration.ofNanos((at > now ? at : all.next(Math.max(0, all.free(now)), now)) - now);
    }

    /** The line goes to the end of the lines. */
    private void served(Turn turn) {
        List<Turn> line = lines.remove(turn.operation);
        line.remove(turn);
        lines.put(turn.operation, line);
    }

    /** Gives what is free to the lines in turn, and sees whether this place gets some of it. */
    private boolean isNext(Turn turn, long now) {
        int free = all.free(now);
        Map<Path, Integer> freeOfPath = new HashMap<>();
        for (int round = 0; free > 0; round++) {
            boolean more = false;
            for (List<Turn> line : lines.values()) {
                if (round >= line.size()) {
                    continue;
                }
                Turn next = line.get(round);
                int left = freeOfPath.computeIfAbsent(next.path, path -> path.free(now));
                if (left > 0 && free > 0) {
                    if (next == turn) {
                        return true;
                    }
                    freeOfPath.put(next.path, left - 1);
                    free--;
                    more = true;
                }
            }
            if (!more) {
                return false;
            }
        }
        return false;
    }

    /** How many on the same path come before it. All of them have the same limits, so that this only shrinks. */
    private int ahead(Turn turn) {
        int place = lines.get(turn.operation).indexOf(turn);
        int ahead = place;
        boolean before = true;
        for (Map.Entry<LobstrOperation, List<Turn>> line : lines.entrySet()) {
            if (line.getKey() == turn.operation) {
                before = false;
            } else if (!line.getValue().isEmpty() && line.getValue().get(0).path == turn.path) {
                ahead += Math.min(line.getValue().size(), before ? place + 1 : place);
            }
        }
        return ahead;
    }

    /** The API asks to be left alone on this path: everybody with this key waits. */
    synchronized void close(LobstrOperation operation, Duration wait) {
        Path path = path(operation);
        path.closedUntil = Math.max(path.closedUntil, now() + wait.toNanos());
    }

    /**
     * How long the API still wants to be left alone on the operation's path, zero or more.
     */
    synchronized Duration closed(LobstrOperation operation) {
        return all == null ? Duration.ZERO : Duration.ofNanos(Math.max(0, path(operation).closedUntil - now()));
    }

    private Path path(LobstrOperation operation) {
        return paths.computeIfAbsent(operation.limitedBy(), name -> new Path(null));
    }

    /** Counted from our own beginning, since the clock's may lie just before its overflow. */
    private long now() {
        return nanoTime.getAsLong() - origin;
    }
}
