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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.examples.Warnings;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.SiteAccount;
import io.lobstr.camel.simulator.state.SquidSetup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Notices in files and in the log, in Java and in YAML.
 */
class RunNoticesTest extends SampleTest {

    /** Three of its five tasks are done. */
    private SimulatedRun runThatFails() {
        return squid.addRun(run -> run.createdAt(Instant.now().minusSeconds(70)).pendingFor(Duration.ZERO)
                .runningFor(Duration.ofSeconds(100))).fail("no_credits_left");
    }

    RunNoticesTest() {
        super(Sample.RUN_NOTICES);
    }

    @Override
    void set(SquidSetup setup) {
        setup.tasks(List.of(
                Map.of("term", "tea"), Map.of("term", "milk"), Map.of("term", "juice"), Map.of("term", "coffee"),
                Map.of("term", "water\nwine")));
    }

    private List<Path> notices() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("notices"))) {
            return files.toList();
        }
    }

    @InBothForms
    void aFailedRunIsANoticeThatNamesItsFailedTasks(String dsl) throws Exception {
        SimulatedRun done = squid.forceRun().finish();
        SimulatedRun failed = runThatFails();
        // the first attempt fails, and is made up for
        simulator.faults().next("GET /v1/runtasks", Fault.notFound());
        String to = "file:" + folder.resolve("notices") + "?fileName=${bean:fileName}.txt";
        try (SampleApplication application = start(dsl, "notices.to", to)) {
            await().atMost(SOON).ignoreExceptions().untilAsserted(() -> assertThat(notices()).hasSize(1));
        }
        SimulatedRun aborted = squid.forceRun();
        aborted.abort();
        try (SampleApplication application = start(dsl, "notices.to", to)) {
            await().atMost(SOON).untilAsserted(() -> assertThat(notices()).hasSize(2));
        }

        String text = Files.readString(folder.resolve("notices").resolve(failed.id() + ".txt"));
        assertThat(text.lines()).hasSize(3).first()
                .isEqualTo("Run " + failed.id() + " of squid " + squid.id() + " ended in error (no_credits_left): "
                           + "2 of 5 tasks failed");
        assertThat(text).contains(", term = coffee: error (no_credits_left)", ", term = water wine: error (no_credits_left)");
        assertThat(notices()).contains(folder.resolve("notices").resolve(aborted.id() + ".txt"))
                .noneMatch(file -> file.toString().contains(done.id()));
    }

    @InBothForms
    void withoutASettingItIsAWarningInTheLog(String dsl) {
        SimulatedRun failed = runThatFails();
        try (Warnings warnings = new Warnings();
             SampleApplication application = start(dsl)) {
            await().atMost(SOON).untilAsserted(() -> assertThat(warnings.messages()).singleElement().asString()
                    .startsWith("Run " + failed.id()).contains("coffee").hasLineCount(3));
        }
    }

    private List<String> told(Warnings warnings) {
        return warnings.messages().stream().filter(message -> message.split(" ")[0].matches("Run|Squid|Account")).toList();
    }

    private void awaitLooks(int more) {
        long before = simulator.requests().count("GET /v1/accounts");
        await().atMost(SOON).until(() -> simulator.requests().count("GET /v1/accounts") >= before + more);
    }

    private static Silence silence(SampleApplication application) {
        return application.context().getRegistry().lookupByNameAndType("silence", Silence.class);
    }

    /** The second failure for the same reason, or the second run with few rows, is no news before it was well again. */
    @InBothForms
    void whatStaysSoIsToldOnceUntilItWasWellInBetween(String dsl) {
        List<SimulatedRun> runs = new ArrayList<>();
        for (int rows : new int[] { 100, 120, 80, 3, 0, 100, 1, -1, -1, 100, -1 }) {
            SimulatedRun run = squid.forceRun();
            runs.add(rows < 0 ? run.fail("no_credits_left") : run.finish(rows));
        }
        try (Warnings warnings = new Warnings()) {
            try (SampleApplication application = start(dsl)) {
                await().atMost(SOON).until(() -> told(warnings).size() == 4);
            }
            SimulatedRun last = squid.forceRun().fail("no_credits_left");
            try (SampleApplication application = start(dsl)) {
                await().atMost(SOON).until(() -> simulator.requests().count("GET /v1/runs") > 0 && isHandled(last));
            }
            assertThat(told(warnings)).hasSize(4);
            assertThat(told(warnings).get(0))
                    .isEqualTo("Run " + runs.get(3).id() + " of squid " + squid.id()
                               + " is done with 3 rows, where 100 are usual");
            assertThat(told(warnings).get(1)).startsWith("Run " + runs.get(6).id()).contains("with 1 row,");
            assertThat(told(warnings).get(2)).startsWith("Run " + runs.get(7).id()).contains("ended in error");
            assertThat(told(warnings).get(3)).startsWith("Run " + runs.get(10).id()).contains("ended in error");
        }
    }

    private boolean isHandled(SimulatedRun run) throws IOException {
        return Files.readString(folder.resolve("handled/run-notices.txt")).contains(run.id());
    }

    /** Each hour, and then no more; the receiver is away when it is to be told. */
    @InBothForms
    void aSquidThatIsSilentIsTold(String dsl) throws Exception {
        Instant last = Instant.now().minus(Duration.ofHours(6)).truncatedTo(ChronoUnit.SECONDS);
        for (int i = 10; i >= 0; i--) {
            Instant created = last.minus(Duration.ofHours(i));
            squid.addRun(run -> run.createdAt(created).pendingFor(Duration.ZERO).runningFor(Duration.ofMinutes(1)));
        }
        String[] settings = {
                "notices.period", "50", "finished-runs.start-from", "now", "notices.to",
                "file:" + folder.resolve("away") + "?fileName=${bean:fileName}.txt&autoCreate=false" };
        try (SampleApplication application = start(dsl, settings)) {
            awaitLooks(3);
            Files.createDirectory(folder.resolve("away"));
            await().atMost(SOON).until(() -> files("away").size() == 1);
            awaitLooks(3);
        }
        assertThat(Files.readString(files("away").get(0))).isEqualTo(
                "Squid " + squid.id() + " (Maps) has had no run since " + last
                                                                     + ", and no pause of its last runs was longer than 1h");
        try (SampleApplication application = start(dsl, settings)) {
            awaitLooks(3);
            assertThat(files("away")).hasSize(1);
            squid.forceRun().finish();
            awaitLooks(2);
            silence(application).useClock(Clock.offset(Clock.systemUTC(), Duration.ofDays(2)));
            await().atMost(SOON).until(() -> files("away").size() == 2);
        }
    }

    private List<Path> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            return files.toList();
        }
    }

    @InBothForms
    void aScheduledRunThatDoesNotStartIsToldAndSoAreCookiesThatExpire(String dsl) {
        SimulatedSquid scheduled = simulator.addSquid("Daily", setup -> setup.schedule("0 9 * * *", "UTC"));
        SiteAccount account = simulator.account().siteAccounts().add("twitter-sync", "ada");
        String[] settings = { "notices.period", "50", "lobstr.squid", scheduled.id() };
        simulator.faults().next("GET /v1/squids", Fault.notFound());
        try (Warnings warnings = new Warnings()) {
            try (SampleApplication application = start(dsl, settings)) {
                awaitLooks(3);
                assertThat(told(warnings)).isEmpty();

                account.expire();
                silence(application).useClock(Clock.offset(Clock.systemUTC(), Duration.ofHours(25)));
                await().atMost(SOON).until(() -> told(warnings).size() == 2);
                awaitLooks(3);
            }
            try (SampleApplication application = start(dsl, settings)) {
                awaitLooks(3);
            }
            assertThat(warnings.messages()).filteredOn(message -> message.startsWith("Not looked at")).singleElement()
                    .asString().startsWith("Not looked at, or not told, until the next time: listSquids ");
            assertThat(told(warnings)).hasSize(2).anySatisfy(notice -> assertThat(notice)
                    .matches("Squid " + scheduled.id()
                             + " \\(Daily\\) was to run at \\d{4}-\\d\\d-\\d\\dT09:00:00Z, and has not"))
                    .anySatisfy(notice -> assertThat(notice).isEqualTo(
                            "Account " + account.id() + " (ada, twitter-sync) needs new cookies: The cookies have expired."));
        }
    }
}
