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

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the demo says before and after.
 */
final class Report {

    private final Screen screen;
    private final DemoSettings settings;
    private final LobstrAccount account;

    Report(Screen screen, DemoSettings settings, LobstrAccount account) {
        this.screen = screen;
        this.settings = settings;
        this.account = account;
    }

    void introduce() {
        screen.line("A timer starts runs on lobstr.io. What they were goes to a file, a queue and a database as they finish.");
        screen.line("");
        screen.line("lobstr.io   " + account.description());
        screen.line("squids      " + account.squids().stream().map(account::name).collect(Collectors.joining(", ")));
        screen.line("runs        " + (settings.keepRunning()
                ? "one after the other until Ctrl-C" : settings.runs() + ", then the demo ends"));
        screen.line("");
    }

    /**
     * Tells what arrived where.
     *
     * @param  book     the demo's runs
     * @param  arrivals what became of them
     * @param  earlier  how many rows the table had before
     * @param  database where to look
     * @return          the exit code
     */
    int conclude(RunBook book, List<Arrival> arrivals, int earlier, RunDatabase database) throws Exception {
        if (!arrivals.isEmpty()) {
            new Summary(screen).print(arrivals);
        }
        boolean complete = verdict(book, arrivals);
        if (!arrivals.isEmpty()) {
            whereToLook(database, earlier);
        }
        return complete ? 0 : 1;
    }

    private boolean verdict(RunBook book, List<Arrival> arrivals) {
        List<Arrival> incomplete = arrivals.stream().filter(arrival -> arrival.booked().own() && !arrival.complete()).toList();
        if (book.refusal() != null) {
            screen.line("No run could be started: " + book.refusal());
            return false;
        }
        if (book.isStopped()) {
            screen.line(settings.simulated()
                    ? "Stopped." : "Stopped. Runs that go on come out when the demo is started again.");
            return true;
        }
        if (!incomplete.isEmpty()) {
            screen.line("Not everything arrived: " + incomplete.stream().map(Arrival::missing).collect(Collectors.joining("; "))
                        + ".");
            return false;
        }
        if (book.countStarted() < settings.runs()) {
            screen.line("Only %d of %d runs could be started.".formatted(book.countStarted(), settings.runs()));
            return false;
        }
        screen.line("All %d runs arrived in all three places.".formatted(book.countArrived()));
        return true;
    }

    private void whereToLook(RunDatabase database, int earlier) throws Exception {
        Path folder = settings.folder();
        int rows = database.runs().size();
        screen.line("");
        screen.line("files       " + folder.resolve("runs"));
        screen.line("database    " + rows + (rows == 1 ? " run" : " runs") + " in the table"
                    + (earlier == 0 ? "" : ", " + earlier + " of them from earlier demos") + "; to see them:");
        screen.line("            " + database.howToQuery());
        screen.line("log         " + folder.resolve("demo.log"));
        screen.line("");
        if (settings.simulated()) {
            screen.line("For your own account, set LOBSTR_API_KEY and LOBSTR_SQUID (the id of a squid) in the environment.");
        }
        screen.line("More runs: -Ddemo.runs=8    until Ctrl-C: -Ddemo.keepRunning=true");
    }
}
