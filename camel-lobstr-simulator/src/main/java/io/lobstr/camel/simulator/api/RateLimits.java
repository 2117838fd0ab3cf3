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
package io.lobstr.camel.simulator.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts requests against the documented limits, by API key and the first piece of the path, in windows of fixed
 * length.
 */
final class RateLimits {

    private static final Limit ELSEWHERE = new Limit(120, Duration.ofMinutes(1));
    private static final Map<String, Limit> LIMITS = Map.of(
            "squids", ELSEWHERE, "runs", ELSEWHERE, "tasks", new Limit(90, Duration.ofMinutes(1)),
            "runtasks", new Limit(90, Duration.ofMinutes(1)), "results", new Limit(2, Duration.ofSeconds(1)));

    private final Behaviour behaviour;
    private final Clock clock;
    private final Map<String, Window> windows = new HashMap<>();

    RateLimits(Behaviour behaviour, Clock clock) {
        this.behaviour = behaviour;
        this.clock = clock;
    }

    /** Counts a request, and tells whether it is within the limit. */
    synchronized boolean count(String key, String path) {
        Window window = window(key, path);
        window.used++;
        return window.used <= window.limit.requests();
    }

    synchronized Map<String, String> headers(String key, String path) {
        Window window = window(key, path);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-RateLimit-Limit", Integer.toString(window.limit.requests()));
        headers.put("X-RateLimit-Remaining", Integer.toString(Math.max(0, window.limit.requests() - window.used)));
        headers.put("X-RateLimit-Reset", Long.toString(secondsUp(window.reset)));
        return headers;
    }

    /** How many seconds until the window of this path ends. */
    synchronized long retryAfter(String key, String path) {
        Duration left = Duration.between(clock.instant(), window(key, path).reset);
        return Math.max(1, left.toSeconds() + (left.toNanosPart() > 0 ? 1 : 0));
    }

    private Window window(String key, String path) {
        String[] pieces = path.split("/", 4);
        String name = pieces.length > 2 && !behaviour.has(Quirk.ONE_RATE_LIMIT) ? pieces[2] : "";
        Limit limit = LIMITS.getOrDefault(name, ELSEWHERE);
        Instant now = clock.instant();
        String bucket = key + " " + (LIMITS.containsKey(name) ? name : "*");
        Window window = windows.get(bucket);
        if (window == null || !now.isBefore(window.reset)) {
            window = new Window(limit, now.plus(limit.period()));
            windows.put(bucket, window);
        }
        return window;
    }

    private static long secondsUp(Instant instant) {
        return instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
    }

    private record Limit(int requests, Duration period) {
    }

    private static final class Window {

        private final Limit limit;
        private final Instant reset;
        private int used;

        Window(Limit limit, Instant reset) {
            this.limit = limit;
            this.reset = reset;
        }
    }
}
