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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

import io.lobstr.camel.internal.http.Answer;
import io.lobstr.camel.internal.operation.Line;
import io.lobstr.camel.internal.operation.LobstrOperation;

/**
 * What may be asked of the API in a time with one key: the application's own limit over all paths, the API's limits by
 * path, and what the API itself says of them.
 * <p>
 * Whoever wants to ask {@linkplain #join joins} a line, and {@linkplain #look looks} until it is his turn; nothing here
 * waits, so that each caller waits in its own way. Next is the {@linkplain Line kind of line} that was served least in
 * the last minute, and of its queues, one for each operation, the one that was: a thousand calls that are queued, or an
 * iterator over all pages, leave the consumer its share of every minute, and a busy consumer leaves them theirs,
 * however many operations an application uses. What one kind does not use, the others do; a queue whose path is used up
 * is passed over until its path is free again.
 * <p>
 * Own code, since neither Resilience4j's nor Bucket4j's limiters do this: they hand out permits by reservation, first
 * come, first served, where a thousand reservations put the next caller behind all of them, and they count by fixed
 * cycles or a refilled bucket, which lets nearly twice the limit through in some minute.
 */
public final class RequestBudget {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SlidingWindow all;
    private final Map<String, PathLimits> paths = new HashMap<>();
    /** What was served longest ago comes first, of the lines and in each. */
    private final Map<Line, Map<Kind, Queue>> lines = new LinkedHashMap<>();
    private final HintShare hints;
    private final LongSupplier nanoTime;
    private final long origin;
    private long lastSent;

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
        this.hints = new HintShare(requestsPerMinute);
        this.all = requestsPerMinute == 0 ? null : new SlidingWindow(requestsPerMinute, MINUTE);
        paths.put("runs", new PathLimits(new SlidingWindow(120, MINUTE)));
        paths.put("squids", new PathLimits(new SlidingWindow(120, MINUTE)));
        paths.put("tasks", new PathLimits(new SlidingWindow(90, MINUTE)));
        paths.put("runtasks", new PathLimits(new SlidingWindow(90, MINUTE)));
        paths.put("results", new PathLimits(new SlidingWindow(2, Duration.ofSeconds(1))));
    }

    /** What queues together: an operation of several calls may ask on several paths. */
    private record Kind(LobstrOperation operation, String path) {
    }

    /** One that waits. */
    static final class Turn {

        private final Line line;
        private final Kind kind;
        private final PathLimits path;
        /** One behind it in its queue was served, having looked before it. */
        private boolean passed;

        private Turn(Line line, Kind kind, PathLimits path) {
            this.line = line;
            this.kind = kind;
            this.path = path;
        }
    }

    /** Those of one kind that wait in one line. */
    private static final class Queue {

        private final List<Turn> waiting = new ArrayList<>();
        private final Deque<Long> served = new ArrayDeque<>();

        /** Those at its head that were passed. */
        int passed() {
            int count = 0;
            while (count < waiting.size() && waiting.get(count).passed) {
                count++;
            }
            return count;
        }

        int servedLately(long now) {
            while (!served.isEmpty() && served.peekFirst() + MINUTE.toNanos() <= now) {
                served.removeFirst();
            }
            return served.size();
        }
    }

    /**
     * @return the share of it for what somebody outside asks to be looked at
     */
    public HintShare hints() {
        return hints;
    }

    /**
     * @return how many requests may be sent now over all paths, -1 where there is no limit
     */
    public synchronized int left() {
        return all == null ? -1 : all.free(now());
    }

    /**
     * Whether nothing of it is needed: nobody waits, nothing was sent for so long, and the API refuses nothing.
     *
     * @param time no window lasts longer
     */
    public synchronized boolean isIdle(Duration time) {
        long now = now();
        return now - lastSent >= time.toNanos() && paths.values().stream().allMatch(path -> path.isOpen(now))
                && lines.values().stream().flatMap(line -> line.values().stream()).allMatch(queue -> queue.waiting.isEmpty());
    }

    /** Takes a place at the end of the operation's queue in the line, for a request on the path. */
    synchronized Turn join(Line line, LobstrOperation operation, String path) {
        Turn turn = new Turn(line, new Kind(operation, path), path(path));
        if (all != null) {
            lines.computeIfAbsent(line, name -> new LinkedHashMap<>()).computeIfAbsent(turn.kind, name -> new Queue()).waiting
                    .add(turn);
        }
        return turn;
    }

    /** Gives the place up. */
    synchronized void leave(Turn turn) {
        if (all != null) {
            queue(turn).waiting.remove(turn);
        }
    }

    private Queue queue(Turn turn) {
        return lines.get(turn.line).get(turn.kind);
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
            lastSent = now;
            turn.path.take(now);
            served(turn, now);
            return Duration.ZERO;
        }
        // no earlier than those ahead in the own queue are served; the other queues may make it later
        int ahead = queue(turn).waiting.indexOf(turn);
        long at = Math.max(turn.path.next(ahead, now), all.next(ahead, now));
        // what is free now may be another's, who is only about to take it
        return Duration.ofNanos((at > now ? at : all.next(all.free(now), now)) - now);
    }

    /** Its queue goes to the end of its line, and that to the end of the lines. */
    private void served(Turn turn, long now) {
        Map<Kind, Queue> line = lines.remove(turn.line);
        Queue queue = line.remove(turn.kind);
        queue.waiting.remove(turn);
        queue.served.addLast(now);
        line.put(turn.kind, queue);
        lines.put(turn.line, line);
    }

    /** Deals out what is free, and sees whether this turn gets some of it. */
    private boolean isNext(Turn turn, long now) {
        Map<Queue, Integer> dealt = new HashMap<>();
        Map<PathLimits, Integer> left = new HashMap<>();
        Map<Line, Integer> shares = new EnumMap<>(Line.class);
        lines.forEach(
                (line, queues) -> shares.put(line, queues.values().stream().mapToInt(queue -> queue.servedLately(now)).sum()));
        for (int free = all.free(now); free > 0; free--) {
            Turn next = next(dealt, left, shares, now);
            if (next == null) {
                return false;
            }
            Queue queue = queue(next);
            int place = dealt.merge(queue, 1, Integer::sum) - 1;
            if (next == turn) {
                // they were dealt their share too, and would be dealt none when they look
                queue.waiting.subList(0, place).forEach(ahead -> ahead.passed = true);
                return true;
            }
            left.merge(next.path, -1, Integer::sum);
            shares.merge(next.line, 1, Integer::sum);
        }
        return false;
    }

    /** Who was passed; else the next of the line that was served least. */
    private Turn next(Map<Queue, Integer> dealt, Map<PathLimits, Integer> left, Map<Line, Integer> shares, long now) {
        Turn next = null;
        for (Map<Kind, Queue> line : lines.values()) {
            for (Queue queue : line.values()) {
                int place = dealt.getOrDefault(queue, 0);
                if (place < queue.passed() && isFree(queue.waiting.get(place), left, now)) {
                    return queue.waiting.get(place);
                }
            }
            Turn first = leastServed(line, dealt, left, now);
            if (first != null && (next == null || shares.get(first.line) < shares.get(next.line))) {
                next = first;
            }
        }
        return next;
    }

    private static Turn leastServed(
            Map<Kind, Queue> line, Map<Queue, Integer> dealt, Map<PathLimits, Integer> left, long now) {
        Turn next = null;
        int fewest = Integer.MAX_VALUE;
        for (Queue queue : line.values()) {
            int place = dealt.getOrDefault(queue, 0);
            if (place < queue.waiting.size() && queue.servedLately(now) + place < fewest
                    && isFree(queue.waiting.get(place), left, now)) {
                next = queue.waiting.get(place);
                fewest = queue.servedLately(now) + place;
            }
        }
        return next;
    }

    private static boolean isFree(Turn turn, Map<PathLimits, Integer> left, long now) {
        return left.computeIfAbsent(turn.path, path -> path.free(now)) > 0;
    }

    /** What an answer says of the path's limits holds for everybody with this key. */
    synchronized void listen(String path, Answer answer) {
        path(path).listen(answer, now());
    }

    /** How long a refusal holds for those who did not get it. */
    public static Duration remembered(Duration retryAfter) {
        return PathLimits.remembered(retryAfter);
    }

    /** How long the API still asks for no request on the path, zero or more. */
    synchronized Duration refused(String path) {
        return all == null ? Duration.ZERO : path(path).refused(now());
    }

    private PathLimits path(String path) {
        return paths.computeIfAbsent(path, name -> new PathLimits(null));
    }

    /** Counted from our own beginning, since the clock's may lie just before its overflow. */
    private long now() {
        return nanoTime.getAsLong() - origin;
    }
}
