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
package io.lobstr.camel.examples.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.model.Run;

/**
 * Shows how the runs get on: on a terminal a bar for each that moves in place, elsewhere a line for each change of its
 * status.
 */
final class ProgressDisplay implements RunBook.Watcher {

    private static final int WIDTH = 20;

    private final Screen screen;
    private final UnaryOperator<String> names;
    private final ToIntFunction<String> expectedResults;
    private final Function<Set<Sample>, String> places;
    /** Says "3 of 4", or just "3" where nobody knows of how many. */
    private final String ofAll;
    private final Map<String, BookedRun> active = new LinkedHashMap<>();

    /**
     * @param names           what to call a squid
     * @param expectedResults how many results a run of a squid will have, 0 where that is not known
     * @param places          what to call the places where samples bring a run
     */
    ProgressDisplay(Screen screen, UnaryOperator<String> names, ToIntFunction<String> expectedResults,
                    Function<Set<Sample>, String> places, String ofAll) {
        this.screen = screen;
        this.names = names;
        this.expectedResults = expectedResults;
        this.places = places;
        this.ofAll = ofAll;
    }

    @Override
    public void changed(BookedRun before, BookedRun after) {
        if (after.arrived()) {
            active.remove(after.run().getId());
        } else {
            active.put(after.run().getId(), after);
        }
        List<String> lines = new ArrayList<>();
        active.values().forEach(run -> lines.add(line(run)));
        screen.live(lines);
        boolean isArrival = after.arrived() && (before == null || !before.arrived());
        if (isArrival) {
            screen.line(line(after) + "   arrived in " + places.apply(after.wantedBy()));
        } else if (!screen.isTerminal() && isNews(before, after)) {
            screen.line(line(after));
        }
    }

    /** The end of a run is told when it has arrived. */
    private static boolean isNews(BookedRun before, BookedRun after) {
        return !after.run().isFinished()
                && (before == null || !before.run().getStatus().equals(after.run().getStatus()));
    }

    private String line(BookedRun booked) {
        Run run = booked.run();
        return "%-12s%s%-10s %5d results   %s".formatted(
                booked.own() ? "run " + booked.number() + ofAll : "other run", bar(run), run.getStatus(),
                run.getTotalResults(), names.apply(run.getSquid()));
    }

    /** Nothing where nobody knows how long it gets. */
    private String bar(Run run) {
        int expected = expectedResults.applyAsInt(run.getSquid());
        if (expected == 0) {
            return "";
        }
        long filled = run.isFinished() ? WIDTH : Math.min(WIDTH, run.getTotalResults() * WIDTH / expected);
        return "[" + "#".repeat((int) filled) + "-".repeat((int) (WIDTH - filled)) + "]  ";
    }
}
