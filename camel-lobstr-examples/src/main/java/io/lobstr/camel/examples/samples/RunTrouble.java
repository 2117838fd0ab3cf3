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

import java.time.OffsetDateTime;
import java.util.List;
import java.util.OptionalDouble;

import io.lobstr.camel.model.Run;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Handler;

/**
 * Tells what is wrong with a run that has ended, by those before it: it failed, or it has fewer rows than usual.
 */
public class RunTrouble {

    private static final String DONE = "done";
    private static final int MOST_BEFORE = 10;
    /** Of fewer nobody knows what is usual. */
    private static final int LEAST_BEFORE = 3;
    private static final int LONGEST = 300;

    private boolean everyFailure;
    private double few = 0.2;

    /**
     * @param everyFailure whether each run that fails is told, also where the one before it failed for the same reason
     */
    public void setEveryFailure(boolean everyFailure) {
        this.everyFailure = everyFailure;
    }

    /**
     * @param few the share of what is usual below which rows are few
     */
    public void setFew(double few) {
        this.few = few;
    }

    /**
     * @param  run    has ended
     * @param  newest the newest runs of its squid, the newest first
     * @return        what is wrong, without a text where it failed; null where nothing is
     */
    @Handler
    public Notice notice(@ExchangeProperty("run") Run run, @Body List<Run> newest) {
        List<Run> before = before(run, newest).stream().filter(earlier -> DONE.equals(earlier.getStatus())).toList();
        if (!DONE.equals(run.getStatus())) {
            return new Notice(
                    everyFailure
                            ? "failed " + run.getId()
                            : "failed " + run.getSquid() + " " + run.getDoneReason() + since(before),
                    null);
        }
        OptionalDouble usual = usual(before);
        if (!isFew(run, usual)) {
            return null;
        }
        long count = run.getTotalResults();
        String rows = count == 0 ? "no rows" : count == 1 ? "1 row" : count + " rows";
        String text = "Run " + run.getId() + " of squid " + run.getSquid() + " is done with " + rows
                      + (usual.isEmpty() ? "" : ", where " + Math.round(usual.getAsDouble()) + " are usual");
        return new Notice(
                "few " + run.getSquid() + since(before.stream().filter(earlier -> !isFew(earlier, usual)).toList()),
                PlainText.line(text, LONGEST));
    }

    private static List<Run> before(Run run, List<Run> newest) {
        for (int i = 0; i < newest.size(); i++) {
            if (newest.get(i).getId().equals(run.getId())) {
                return newest.subList(i + 1, newest.size());
            }
        }
        // many have begun since
        OffsetDateTime created = run.getCreatedAt();
        return newest.stream().filter(
                other -> created != null && other.getCreatedAt() != null && other.getCreatedAt().isBefore(created)).toList();
    }

    private static String since(List<Run> well) {
        return " since " + (well.isEmpty() ? "ever" : well.get(0).getId());
    }

    private boolean isFew(Run run, OptionalDouble usual) {
        if (run.toMap().get("total_results") == null) {
            return false;
        }
        return usual.isEmpty() ? run.getTotalResults() == 0 : run.getTotalResults() < few * usual.getAsDouble();
    }

    /** The median of the last ten. */
    private static OptionalDouble usual(List<Run> done) {
        long[] rows = done.stream().limit(MOST_BEFORE).mapToLong(Run::getTotalResults).sorted().toArray();
        return rows.length < LEAST_BEFORE
                ? OptionalDouble.empty()
                : OptionalDouble.of((rows[(rows.length - 1) / 2] + rows[rows.length / 2]) / 2.0);
    }
}
