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
package io.lobstr.camel.internal.watch;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.lobstr.camel.model.Run;

/**
 * What a list of runs said of itself when it was read.
 *
 * @param total  how many there are, null where that is not known
 * @param newest when something was last heard of the newest, null where that is not known
 * @param lines  what the list of squids may show of it then: whoever sees that has read it already; none while the
 *               newest goes on
 */
record Listed(Long total, Instant newest, Set<Shown> lines) {

    static Listed of(List<Run> newestFirst, Long total) {
        if (newestFirst.isEmpty()) {
            return new Listed(total, Instant.MIN, Set.of());
        }
        Run newest = newestFirst.get(0);
        return new Listed(
                total, Stream.of(newest.getCreatedAt(), newest.getStartedAt(), newest.getEndedAt()).filter(Objects::nonNull)
                        .map(OffsetDateTime::toInstant).max(Comparator.naturalOrder()).orElse(null),
                total == null || !newest.isFinished() ? Set.of() : Shown.of(newest, total).collect(Collectors.toSet()));
    }
}
