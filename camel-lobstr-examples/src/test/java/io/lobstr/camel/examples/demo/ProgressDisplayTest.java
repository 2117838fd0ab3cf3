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
import java.util.List;
import java.util.Map;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.LobstrSimulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressDisplayTest {

    private static final String UP_AND_ERASE = "\u001b[1A\u001b[J";

    private final LobstrSimulator simulator = LobstrSimulator.builder().build();
    private final TestAccount account = new TestAccount(simulator, simulator.addSquid("Cafes", squid -> squid.results(10)));
    private final Output output = new Output();

    private RunBook book(boolean terminal) {
        return new RunBook(
                account.squids(), 2, new ProgressDisplay(output.screen(terminal), account, " of 2"));
    }

    private Run run(String status, int results) {
        return new Run(Map.of("id", "1", "squid", account.squid().id(), "status", status, "total_results", results));
    }

    private void runOnce(RunBook book) {
        book.started(run("pending", 0));
        book.seen(List.of(run("running", 2)));
        book.seen(List.of(run("running", 5)));
        book.readBack(run("done", 10));
        book.delivered(run("done", 10));
    }

    @Test
    void elsewhereEveryStatusIsALine() {
        runOnce(book(false));
        assertThat(output.lines()).containsExactly(
                "run 1 of 2  [--------------------]  pending        0 results   Cafes",
                "run 1 of 2  [####----------------]  running        2 results   Cafes",
                "run 1 of 2  [####################]  done          10 results   Cafes   in file, queue, database");
    }

    @Test
    void onATerminalTheBarMovesInPlace() {
        runOnce(book(true));
        assertThat(output.text().split("\u001b\\[1A\u001b\\[J")).extracting(String::stripTrailing).containsExactly(
                "run 1 of 2  [--------------------]  pending        0 results   Cafes",
                "run 1 of 2  [####----------------]  running        2 results   Cafes",
                "run 1 of 2  [##########----------]  running        5 results   Cafes",
                "run 1 of 2  [####################]  done          10 results   Cafes",
                "run 1 of 2  [####################]  done          10 results   Cafes   in file, queue, database");
        assertThat(output.text()).contains(UP_AND_ERASE);
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
        book.await(Duration.ofMillis(50));
        assertThat(book.countArrived()).isEqualTo(1);
    }
}
