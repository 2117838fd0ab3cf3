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
package io.lobstr.camel.examples.samples;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.Squid;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;

/**
 * Tells which squids have no run where there should be one: its time has passed, or the last one is longer ago than
 * ever. For one route.
 */
public class Silence {

    private static final int LEAST_RUNS = 4;
    private static final double LONGER = 1.5;
    /** So much sooner than it is due may a run begin. */
    private static final Duration SOONER = Duration.ofMinutes(1);
    private static final int LONGEST = 300;

    private Duration late = Duration.ofMinutes(15);
    private Duration least = Duration.ofHours(1);
    private final Map<String, Long> readAt = new HashMap<>();
    private final Map<String, Duration> pauses = new HashMap<>();
    private final Map<String, Instant> launches = new HashMap<>();
    private Map<String, Long> totals = Map.of();
    private Clock clock = Clock.systemUTC();

    /**
     * @param late so long after it was due, a run has not started
     */
    public void setLate(Duration late) {
        this.late = late;
    }

    /**
     * @param least so long without a run is no silence, however often a squid runs
     */
    public void setLeast(Duration least) {
        this.least = least;
    }

    synchronized void useClock(Clock other) {
        clock = other;
    }

    /**
     * @param  squids all squids
     * @param  only   the hashes of those that are looked at, with commas; an asterisk for all
     * @return        the hashes of those of which it is to be read how often they run
     */
    public synchronized List<String> toRead(@Body List<Squid> squids, @ExchangeProperty("only") String only) {
        Map<String, Long> now = new HashMap<>();
        squids.forEach(squid -> now.put(squid.getId(), squid.getTotalRuns()));
        totals = now;
        readAt.keySet().retainAll(now.keySet());
        pauses.keySet().retainAll(now.keySet());
        return watched(squids, only).stream()
                .filter(squid -> squid.getTotalRuns() >= LEAST_RUNS && isQuiet(squid, least))
                .filter(squid -> !Objects.equals(readAt.get(squid.getId()), squid.getTotalRuns())).map(Squid::getId).toList();
    }

    /**
     * @param squid  its hash
     * @param newest its last runs, the newest first
     */
    public synchronized void wasRead(@Header("CamelLobstrSquidId") String squid, @Body List<Run> newest) {
        List<OffsetDateTime> begun = newest.stream().map(Run::getCreatedAt).filter(Objects::nonNull).toList();
        Duration longest = null;
        for (int i = 1; i < begun.size(); i++) {
            Duration pause = Duration.between(begun.get(i), begun.get(i - 1)).abs();
            longest = longest == null || pause.compareTo(longest) > 0 ? pause : longest;
        }
        readAt.put(squid, totals.get(squid));
        pauses.put(squid, longest);
    }

    /**
     * @param  squids all squids
     * @param  only   the hashes of those that are looked at, with commas; an asterisk for all
     * @return        what is to be told
     */
    public synchronized List<Notice> notices(
            @ExchangeProperty("squids") List<Squid> squids,
            @ExchangeProperty("only") String only) {
        List<Notice> notices = new ArrayList<>();
        List<Squid> watched = watched(squids, only);
        launches.keySet().retainAll(watched.stream().map(Squid::getId).toList());
        for (Squid squid : watched) {
            Instant due = due(squid);
            Duration pause = pauses.get(squid.getId());
            if (due != null && isMissed(squid, due) && clock.instant().isAfter(due.plus(late))) {
                notices.add(notice("late", squid, "was to run at " + due + ", and has not"));
            } else if (due == null && pause != null && Objects.equals(readAt.get(squid.getId()), squid.getTotalRuns())
                    && isQuiet(squid, longer(pause))) {
                notices.add(notice("silent", squid, "has had no run since " + squid.getLastRunAt().toInstant()
                                                    + ", and no pause of its last runs was longer than "
                                                    + pause.truncatedTo(ChronoUnit.SECONDS).toString().substring(2)
                                                            .toLowerCase(Locale.ROOT)));
            }
        }
        return notices;
    }

    private Duration longer(Duration pause) {
        Duration longer = Duration.ofMillis((long) (pause.toMillis() * LONGER));
        return longer.compareTo(least) > 0 ? longer : least;
    }

    /** The first launch that has passed without a run, or the next one; null where there is none. */
    private Instant due(Squid squid) {
        Instant next = squid.getNextLaunchAt() == null ? null : squid.getNextLaunchAt().toInstant();
        Instant known = launches.get(squid.getId());
        boolean missed = next != null && known != null && isMissed(squid, known);
        Instant due = missed ? known : next;
        launches.put(squid.getId(), due);
        return due;
    }

    private boolean isMissed(Squid squid, Instant launch) {
        return !isRunning(squid) && clock.instant().isAfter(launch)
                && (squid.getLastRunAt() == null || squid.getLastRunAt().toInstant().isBefore(launch.minus(SOONER)));
    }

    private boolean isQuiet(Squid squid, Duration length) {
        return squid.getLastRunAt() != null && !isRunning(squid)
                && clock.instant().isAfter(squid.getLastRunAt().toInstant().plus(length));
    }

    private static boolean isRunning(Squid squid) {
        return squid.getLastRunStatus() != null && !Run.FINISHED_STATUSES.contains(squid.getLastRunStatus());
    }

    private static List<Squid> watched(List<Squid> squids, String only) {
        List<String> some = Arrays.stream(only.split(",")).map(String::strip).toList();
        return squids.stream().filter(squid -> squid.getId() != null && !Boolean.FALSE.equals(squid.getActive()))
                .filter(squid -> some.contains("*") || some.contains(squid.getId())).toList();
    }

    /** A run makes it well. */
    private static Notice notice(String what, Squid squid, String text) {
        return new Notice(
                what + " " + squid.getId() + " since " + squid.getLastRunAt(),
                PlainText.line("Squid " + squid.getId() + " (" + squid.getName() + ") " + text, LONGEST));
    }
}
