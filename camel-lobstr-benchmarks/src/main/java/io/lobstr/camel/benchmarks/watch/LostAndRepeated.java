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
package io.lobstr.camel.benchmarks.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.lobstr.camel.benchmarks.Contexts;
import io.lobstr.camel.benchmarks.Fork;
import io.lobstr.camel.benchmarks.Scale;
import io.lobstr.camel.benchmarks.Scenario;
import io.lobstr.camel.benchmarks.report.Report;
import io.lobstr.camel.benchmarks.report.Row;
import io.lobstr.camel.benchmarks.watch.WatchingApplication.Crash;
import io.lobstr.camel.benchmarks.watch.WatchingApplication.Way;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Which runs never come out, and which come out twice.
 */
public final class LostAndRepeated implements Scenario {

    private static final String KEY = "simulator-key";
    /**
     * So many requests without anything new, and nothing more will come: some polls, after a whole history was read.
     */
    private static final int QUIET_REQUESTS = 8;
    private static final int PAGE = 100;

    /** What happens to an application. */
    private record Trouble(String what, int burst, boolean down, Crash crash, Consumer<LobstrSimulator> fault) {
    }

    private record Outcome(int lost, int repeated) {

        @Override
        public String toString() {
            return lost + " lost, " + repeated + " repeated";
        }
    }

    @Override
    public void measure(Scale scale, Report report) throws Exception {
        for (Trouble trouble : troubles(scale)) {
            report.progress(trouble.what());
            Outcome ours = outcome(Way.LOBSTR, trouble);
            Outcome other = outcome(Way.BY_HAND, trouble);
            report.add(new Row(
                    "runs lost and repeated: " + trouble.what(), ours.toString(), other.toString(), "",
                    trouble.crash() == Crash.AFTER ? "0 lost; 1 repeated is the least" : "0",
                    ours.lost() == 0 && ours.repeated() <= (trouble.crash() == Crash.AFTER ? 1 : 0)));
        }
        Outcome ours = start(Way.LOBSTR);
        report.add(new Row(
                "runs lost and repeated: the answer to a start is lost", ours.toString(), start(Way.BY_HAND).toString(), "",
                "0",
                ours.lost() + ours.repeated() == 0));
        report.note(
                "A crash between the end of an exchange's work and its record: nobody can know after it whether the work was"
                    + " done. The component then repeats one run rather than lose one; an idempotent consumer, which records"
                    + " before the work, repeats none there and loses one in the other crash.");
    }

    private static List<Trouble> troubles(Scale scale) {
        Consumer<LobstrSimulator> none = simulator -> {
        };
        List<Trouble> troubles = List.of(
                new Trouble("a burst of 400", 400, false, Crash.NEVER, none),
                new Trouble("a backlog of 2,000", 2000, true, Crash.NEVER, none),
                new Trouble("a restart, 60 runs meanwhile", 60, true, Crash.NEVER, none),
                new Trouble(
                        "an answer to a poll is lost", 20, false, Crash.NEVER,
                        simulator -> simulator.faults().next("GET /v1/runs", Fault.lostAnswer())),
                new Trouble("a crash within an exchange", 20, false, Crash.WITHIN, none),
                new Trouble("a crash after an exchange's work", 20, false, Crash.AFTER, none));
        return scale == Scale.FULL ? troubles : troubles.subList(4, 5);
    }

    @SuppressWarnings("try")
    private static Outcome outcome(Way way, Trouble trouble) throws Exception {
        Path folder = Files.createTempDirectory("watch");
        try (LobstrSimulator simulator = LobstrSimulator.builder().apiKey(KEY).keptRequests(1).build().start()) {
            SimulatedSquid squid = simulator.addSquid("Maps", setup -> setup.pendingFor(Duration.ZERO).runningUntilTold()
                    .uploadingFor(Duration.ZERO));
            if (trouble.crash() != Crash.NEVER) {
                untilKilled(way, trouble, simulator, squid, folder);
            } else if (trouble.down()) {
                try (WatchingApplication first = application(way, simulator, squid, folder)) {
                    awaitQuiet(simulator, squid, folder);
                }
                burst(squid, trouble.burst());
            }
            try (WatchingApplication application = application(way, simulator, squid, folder)) {
                if (!trouble.down() && trouble.crash() == Crash.NEVER) {
                    awaitQuiet(simulator, squid, folder);
                    trouble.fault().accept(simulator);
                    burst(squid, trouble.burst());
                }
                awaitQuiet(simulator, squid, folder);
            }
            List<String> handled = handled(folder);
            Set<String> lost = new HashSet<>();
            squid.runs().forEach(run -> lost.add(run.id()));
            handled.forEach(lost::remove);
            return new Outcome(lost.size(), handled.size() - new HashSet<>(handled).size());
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    private static WatchingApplication application(Way way, LobstrSimulator simulator, SimulatedSquid squid, Path folder)
            throws Exception {
        return new WatchingApplication(way, simulator.baseUrl(), KEY, squid.id(), folder, Crash.NEVER);
    }

    private static void untilKilled(
            Way way, Trouble trouble, LobstrSimulator simulator, SimulatedSquid squid, Path folder)
            throws Exception {
        try (Fork fork = new Fork(
                WatchingApplication.class, List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"), way.name(), simulator.baseUrl(), KEY,
                squid.id(), folder.toString(), trouble.crash().name())) {
            awaitQuiet(simulator, squid, folder);
            burst(squid, trouble.burst());
            if (fork.end() != WatchingApplication.KILLED) {
                throw new IllegalStateException(fork.output().toString());
            }
        }
    }

    /** All at once: they are active side by side, and then over. */
    private static void burst(SimulatedSquid squid, int count) {
        for (int i = 0; i < count; i++) {
            squid.forceRun();
        }
        squid.runs().forEach(SimulatedRun::finish);
    }

    private static List<String> handled(Path folder) throws IOException {
        Path file = folder.resolve("handled.txt");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static void awaitQuiet(LobstrSimulator simulator, SimulatedSquid squid, Path folder) throws Exception {
        int quiet = QUIET_REQUESTS + squid.runCount() / PAGE;
        long requests = simulator.requests().count();
        int count = handled(folder).size();
        while (simulator.requests().count() < requests + quiet) {
            TimeUnit.MILLISECONDS.sleep(20);
            int now = handled(folder).size();
            if (now != count) {
                count = now;
                requests = simulator.requests().count();
            }
        }
    }

    /** A run that was started and that nobody knows of counts as lost, one that was started again as repeated. */
    private static Outcome start(Way way) throws Exception {
        try (LobstrSimulator simulator = LobstrSimulator.builder().apiKey(KEY).build().start()) {
            SimulatedSquid squid = simulator.addSquid("Maps", setup -> setup.runningUntilTold());
            DefaultCamelContext context = Contexts.start(simulator.baseUrl(), KEY, new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(100));
                    from("direct:LOBSTR").to("lobstr:startRun?squid=" + squid.id());
                    from("direct:BY_HAND")
                            .setHeader("Authorization", constant("Token " + KEY))
                            .setHeader("Content-Type", constant("application/json"))
                            .setBody(constant("{\"squid\":\"" + squid.id() + "\"}"))
                            .to(simulator.baseUrl() + "/runs")
                            .unmarshal().json(Run.class);
                }
            });
            try {
                simulator.faults().next("POST /v1/runs", Fault.lostAnswer());
                Exchange exchange = context.createProducerTemplate().request("direct:" + way, one -> {
                });
                boolean known = !exchange.isFailed()
                        && squid.runs().stream().map(SimulatedRun::id)
                                .anyMatch(exchange.getMessage().getBody(Run.class).getId()::equals);
                return new Outcome(known ? 0 : 1, squid.runCount() - 1);
            } finally {
                context.stop();
            }
        }
    }
}
