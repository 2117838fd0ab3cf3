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

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.demo.Place.Found;
import io.lobstr.camel.examples.engines.Engine;
import io.lobstr.camel.model.Run;

/**
 * What the demo says before and after.
 */
final class Report {

    /** What takes hardly any time once a run has come out: each polls by itself. */
    private static final Set<Sample> POLLED
            = EnumSet.of(Sample.FINISHED_RUNS_TO_FILES, Sample.FINISHED_RUNS_TO_QUEUE, Sample.FINISHED_RUNS_TO_KAFKA);
    private static final String ROW = "%-4s  %-32s  %-24s  %7s  %7s  %s";
    private static final String FACT = "%-10s  %s";

    private final Screen screen;
    private final DemoSettings settings;

    Report(Screen screen, DemoSettings settings) {
        this.screen = screen;
        this.settings = settings;
    }

    void introduce(Optional<String> page) {
        page.ifPresent(address -> {
            screen.line("Open " + address + " in a browser: the runs are there, and move, as soon as everything has started.");
            screen.line("");
        });
        screen.line(
                "A schedule starts runs on lobstr.io. As they finish, sample routes bring what they were and what they found to");
        screen.line(
                "files, a queue, a topic and a database: a broker, a Kafka and a PostgreSQL of this machine, which start now.");
        screen.line("");
    }

    void tellAccount(LobstrAccount account, int furtherRuns) {
        fact("lobstr.io", account.description());
        fact("squids", account.squids().stream().map(account::name).collect(Collectors.joining(", ")));
        fact("runs", settings.endless()
                ? "one after the other until Ctrl-C; -Ddemo.runs=3 starts three, and stays up"
                : settings.runs() + " by a schedule" + (furtherRuns == 0 ? "" : " and " + furtherRuns + " for a search term")
                  + ", then the demo " + (settings.keepRunning() ? "stays up until Ctrl-C" : "ends"));
        screen.line("");
    }

    /** For programs of one's own to look at what is there. */
    void tellAddresses(DemoApplication application) {
        if (application.engines().contains(Engine.BROKER)) {
            fact("broker", "%s, with the queues %s and %s".formatted(application.setting(Engine.BROKER.setting()),
                    application.setting("runs.queue"), application.setting("results.queue")));
        }
        if (application.engines().contains(Engine.KAFKA)) {
            fact("Kafka", "%s, with the topic %s".formatted(application.setting(Engine.KAFKA.setting()),
                    application.setting("runs.topic")));
        }
        if (application.engines().contains(Engine.DATABASE)) {
            fact("database", "%s, user %s, password %s".formatted(
                    application.setting(Engine.DATABASE.setting()), application.setting("database.username"),
                    application.isUsual("database.password")
                            ? application.setting("database.password") : "as in database.password"));
        }
        screen.line("");
    }

    private void fact(String name, String value) {
        screen.line(FACT.formatted(name, value));
    }

    /**
     * Tells what arrived where.
     *
     * @param  book    the demo's runs
     * @param  places  where they should be
     * @param  account what they are of
     * @param  page    the page of runs, as a file
     * @return         the exit code
     */
    int conclude(RunBook book, Places places, LobstrAccount account, Optional<String> page) throws Exception {
        Map<Place, Found> found = new LinkedHashMap<>();
        for (Place place : places.all()) {
            found.put(place, place.look().find());
        }
        if (!book.runs().isEmpty()) {
            table(book.runs(), found);
        }
        boolean complete = verdict(book, found);
        pushed(book, account);
        if (!book.runs().isEmpty()) {
            whereToLook(book, found);
            page.ifPresent(screen::line);
        }
        return complete ? 0 : 1;
    }

    private void table(List<BookedRun> runs, Map<Place, Found> found) {
        screen.line("");
        row("run", "id", "status", "results", "credits", "arrived in");
        for (BookedRun booked : runs) {
            Run run = booked.run();
            row(
                    booked.own() ? booked.number() : "-", run.getId(), status(run), run.getTotalResults(), credits(run),
                    run.isFinished() ? arrived(run, found) : "-");
        }
        Map<String, String> some = found.keySet().stream().filter(place -> !place.wanted().equals(Place.EVERY))
                .collect(Collectors.groupingBy(place -> place.wanted().words(), LinkedHashMap::new,
                        Collectors.mapping(Place::word, Collectors.joining(" and "))));
        if (!some.isEmpty()) {
            screen.line("Every run comes everywhere, but for: %s.".formatted(some.entrySet().stream()
                    .map(place -> place.getValue() + " only of " + place.getKey()).collect(Collectors.joining(", "))));
        }
        screen.line("");
    }

    private String arrived(Run run, Map<Place, Found> found) {
        List<Place> missing = missing(run, found);
        String there = words(found.keySet().stream().filter(place -> place.wants(run) && !missing.contains(place)).toList());
        return missing.isEmpty()
                ? there + " " + screen.tick()
                : (there.isEmpty() ? "" : there + "; ") + "not in " + words(missing) + " " + screen.cross();
    }

    private static String words(List<Place> places) {
        return places.stream().map(Place::word).collect(Collectors.joining(", "));
    }

    private void row(Object... cells) {
        screen.line(ROW.formatted(cells).stripTrailing());
    }

    private static String status(Run run) {
        return run.isFinished() && !"done".equals(run.getStatus())
                ? run.getStatus() + " (" + run.getDoneReason() + ")" : run.getStatus();
    }

    private static String credits(Run run) {
        return Objects.requireNonNullElse(run.getCreditUsed(), BigDecimal.ZERO).stripTrailingZeros().toPlainString();
    }

    /** The places that have nothing of a run, though they should; not what the routes said, but what is there. */
    private static List<Place> missing(Run run, Map<Place, Found> found) {
        List<Place> missing = new ArrayList<>();
        found.forEach((place, there) -> {
            if (place.wants(run) && !there.runs().contains(run.getId())) {
                missing.add(place);
            }
        });
        return missing;
    }

    private boolean verdict(RunBook book, Map<Place, Found> found) {
        List<String> incomplete = new ArrayList<>();
        book.runs().stream().filter(booked -> booked.own() && !missing(booked.run(), found).isEmpty())
                .forEach(booked -> incomplete.add("run %s (%s) is missing in %s".formatted(
                        booked.run().getId(), booked.run().getStatus(), missing(booked.run(), found).stream()
                                .map(place -> place.sample().toString()).collect(Collectors.joining(", ")))));
        if (book.refusal() != null) {
            screen.line("No run could be started: " + book.refusal());
            return false;
        }
        if (book.isStopped()) {
            screen.line(incomplete.isEmpty()
                    ? "Stopped." : "Stopped. " + (settings.simulated()
                            ? "A run that has not arrived ends with the simulated account; on lobstr.io it goes on, and comes out at the next start."
                            : "What has not arrived comes out when the demo is started again."));
            return true;
        }
        if (!incomplete.isEmpty()) {
            screen.line("Not everything arrived: " + String.join("; ", incomplete) + ".");
            return false;
        }
        if (book.countScheduled() < settings.runs()) {
            screen.line("Only %d of %d runs could be started.".formatted(book.countScheduled(), settings.runs()));
            return false;
        }
        screen.line("All %d runs arrived everywhere.".formatted(book.countArrived()));
        return true;
    }

    /**
     * How soon a run arrived, by the call of a webhook and by polls. It is the first run of its squid, since calls of
     * one squid cause no two looks within five seconds.
     */
    private void pushed(RunBook book, LobstrAccount account) {
        Set<String> squids = new HashSet<>();
        String line = null;
        for (BookedRun booked : book.runs()) {
            Map<Sample, Instant> handled = booked.handled();
            Instant over = account.called(booked.run().getId()).orElse(null);
            if (booked.own() && squids.add(booked.run().getSquid()) && over != null
                    && handled.containsKey(Sample.PUSHED_FINISHED_RUNS) && handled.keySet().containsAll(POLLED)) {
                line = "Run %d arrived %.2f s after its end by the call of a webhook, and %.2f s after it by polls, on the average."
                        .formatted(booked.number(), seconds(over, handled.get(Sample.PUSHED_FINISHED_RUNS)),
                                POLLED.stream().mapToDouble(sample -> seconds(over, handled.get(sample))).average().orElse(0));
            }
        }
        if (line != null) {
            screen.line(line);
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    private void whereToLook(RunBook book, Map<Place, Found> found) {
        screen.line("");
        screen.line("What each route has done, earlier demos included, and how to look at it:");
        screen.line(
                "%-26s  %d runs started in this demo, with enough credits left".formatted(Sample.SCHEDULED_START,
                        book.countScheduled()));
        found.forEach((place, there) -> {
            screen.line("%-26s  %s".formatted(place.sample(), there.summary()));
            there.commands().forEach(command -> screen.line(" ".repeat(28) + command));
        });
        screen.line("");
        screen.line("To begin anew, delete " + settings.folder() + "; what happened in detail is there in demo.log.");
        if (settings.simulated()) {
            screen.line("With your own account, which costs credits: LOBSTR_API_KEY=… LOBSTR_SQUID=… " + Demo.COMMAND);
        }
        screen.line("More runs: -Ddemo.runs=8    stays up until Ctrl-C: -Ddemo.keepRunning=true");
    }
}
