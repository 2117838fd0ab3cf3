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
package io.lobstr.camel.internal.squid;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.lobstr.camel.model.Squid;

/**
 * The squids of a name as they were at a time.
 */
final class SquidsSeen {

    /** A time may be cut to its second, and the machines of the API may differ a little. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final Set<String> ids;
    private final Instant time;

    /**
     * @param squids all of the name
     * @param time   what the clock of the API showed then, null where it does not say so
     */
    SquidsSeen(List<Squid> squids, Instant time) {
        this.ids = squids.stream().map(Squid::getId).collect(Collectors.toSet());
        this.time = time;
    }

    /** Those that were not shown then. */
    List<Squid> since(List<Squid> squids) {
        return squids.stream().filter(squid -> !ids.contains(squid.getId())).toList();
    }

    /** That it was not shown then proves nothing: the list may have been behind. */
    boolean isNewer(Squid squid, String crawler) {
        return time != null && squid.getCreatedAt() != null
                && !squid.getCreatedAt().toInstant().isBefore(time.minus(MARGIN)) && isOf(squid.getCrawler(), crawler);
    }

    /** A squid may say its crawler by its hash, as an object, or not at all. */
    private static boolean isOf(Object said, String crawler) {
        Object id = said instanceof Map<?, ?> object ? object.get("id") : said;
        return id == null || crawler == null || crawler.equals(String.valueOf(id));
    }
}
