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

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.model.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressDisplayTest {

    private static final String UP_AND_ERASE = "\u001b[1A\u001b[J";

    private final Output output = new Output();

    private RunBook book(boolean terminal) {
        return new RunBook(
                2, 0, run -> EnumSet.of(Sample.FINISHED_RUNS_TO_FILES, Sample.FINISHED_RUNS_TO_QUEUE),
                new ProgressDisplay(output.screen(terminal), id -> "Cafes", id -> 10, samples -> "file, queue", " of 2"));
    }

    private Run run(String status, int results) {
        return new Run(Map.of("id", "1", "squid", "s1", "status", status, "total_results", results));
    }

    private void runOnce(RunBook book) {
        book.started(run("pending", 0), true);
        book.seen(List.of(run("running", 2)));
        book.seen(List.of(run("running", 5)));
        book.handled(run("done", 10), Sample.FINISHED_RUNS_TO_QUEUE);
        book.handled(run("done", 10), Sample.FINISHED_RUNS_TO_FILES);
    }

    @Test
    void elsewhereEveryStatusIsALine() {
        RunBook book = book(false);
        runOnce(book);
        // arrives once, whatever else is done with it
        book.handled(run("done", 10), Sample.FINISHED_RUNS_TO_DATABASE);
        assertThat(output.lines()).containsExactly(
                "run 1 of 2  [--------------------]  pending        0 results   Cafes",
                "run 1 of 2  [####----------------]  running        2 results   Cafes",
                "run 1 of 2  [####################]  done          10 results   Cafes   arrived in file, queue");
    }

    @Test
    void onATerminalTheBarMovesInPlace() {
        runOnce(book(true));
        assertThat(output.text().split("\u001b\\[1A\u001b\\[J")).extracting(String::stripTrailing).containsExactly(
                "run 1 of 2  [--------------------]  pending        0 results   Cafes",
                "run 1 of 2  [####----------------]  running        2 results   Cafes",
                "run 1 of 2  [##########----------]  running        5 results   Cafes",
                "run 1 of 2  [####################]  done          10 results   Cafes",
                "run 1 of 2  [####################]  done          10 results   Cafes   arrived in file, queue");
        assertThat(output.text()).contains(UP_AND_ERASE);
    }

    @Test
    void whatCameFromOutsideDoesNotSteerTheTerminal() {
        output.screen(true).line("a\u001b[2Jb\u009b2J\nc\u202ed");
        output.screen(true).live(List.of("e\u001b[2J\u0007"));
        assertThat(output.lines()).containsExactly("a [2Jb 2J c d", "e [2J ");
    }

    @Test
    void aLateAnswerDoesNotReopenARun() throws InterruptedException {
        RunBook book = book(false);
        runOnce(book);
        book.seen(List.of(run("running", 9)));

        assertThat(book.runs()).singleElement().extracting(booked -> booked.run().getStatus()).isEqualTo("done");
        assertThat(book.busySquids()).isEmpty();
    }

    @Test
    @Timeout(10)
    void theWaitEndsWhenNothingHappens() throws InterruptedException {
        RunBook book = book(false);
        runOnce(book);
        book.awaitArrivals(Duration.ofMillis(50));
        assertThat(book.countArrived()).isEqualTo(1);
    }
}
