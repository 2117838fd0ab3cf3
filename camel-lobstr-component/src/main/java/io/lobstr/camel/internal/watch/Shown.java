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
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.Squid;

/**
 * What the list of squids shows of the runs of one: the status and time of the newest, and how many there are.
 */
record Shown(String lastRunStatus, Instant lastRunAt, long totalRuns) {

    /** Of a run that will end by itself. */
    private static final Set<String> ON_THE_WAY = Set.of("pending", "running", "uploading");

    static Shown of(Squid squid) {
        return new Shown(word(squid.getLastRunStatus()), instant(squid.getLastRunAt()), squid.getTotalRuns());
    }

    /** What was shown when this run was the newest of so many, whichever of its times that is. */
    static Stream<Shown> of(Run run, long number) {
        return Stream.of(run.getStartedAt(), run.getCreatedAt()).filter(Objects::nonNull).distinct()
                .map(time -> new Shown(word(run.getStatus()), instant(time), number));
    }

    /** Whether no more has happened since that was shown than that another run has begun, and goes on. */
    boolean isNextOf(Shown before) {
        return ON_THE_WAY.contains(lastRunStatus) && totalRuns == before.totalRuns + 1 && lastRunAt != null
                && (before.hasNone() || before.lastRunAt != null && lastRunAt.isAfter(before.lastRunAt));
    }

    private static String word(String status) {
        return status == null ? "" : status.toLowerCase(Locale.ROOT);
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Whether nothing goes on, as far as the newest run tells. */
    boolean isOver() {
        return Run.FINISHED_STATUSES.contains(lastRunStatus) || hasNone();
    }

    boolean hasNone() {
        return lastRunStatus.isEmpty() && totalRuns == 0;
    }

    /** As it is remembered. */
    String word() {
        return lastRunStatus + "/" + (lastRunAt == null ? "" : lastRunAt.getEpochSecond()) + "/" + totalRuns;
    }
}
