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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.jms.Message;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.examples.engines.Engine;
import io.lobstr.camel.examples.engines.TestEngines;
import io.lobstr.camel.examples.engines.TestQueue;
import io.lobstr.camel.examples.engines.TestZooKeeper;
import io.lobstr.camel.simulator.state.SimulatedRun;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * A real ZooKeeper, a real broker and a real PostgreSQL, in Java and in YAML.
 */
class ClusteredFinishedRunsTest extends SampleTest {

    private static final Duration A_WHILE = Duration.ofSeconds(1);

    private final TestQueue queue = new TestQueue(TestEngines.address(Engine.BROKER), "runs-" + UUID.randomUUID());
    private String database;

    ClusteredFinishedRunsTest() {
        super(Sample.CLUSTERED_FINISHED_RUNS);
    }

    @Override
    List<String> settings() {
        return List.of(
                "broker.url", TestEngines.address(Engine.BROKER), "database.url", database, "runs.queue", queue.name(),
                "cluster.session-timeout", "2000", "cluster.connection-timeout", "1500");
    }

    @BeforeEach
    void start() throws Exception {
        database = TestEngines.newDatabase();
    }

    private SampleApplication join(String dsl, String member) {
        return join(dsl, member, TestEngines.address(Engine.ZOOKEEPER), "/" + queue.name());
    }

    private SampleApplication join(String dsl, String member, String nodes, String path, String... settings) {
        List<String> all = new ArrayList<>(
                List.of("zookeeper.nodes", nodes, "cluster.path", path, "camel.beans.cluster.id", member));
        all.addAll(List.of(settings));
        return start(dsl, folder.resolve(member), all.toArray(String[]::new));
    }

    private SampleApplication join(String dsl, String member, List<String> settings, int port, int called) {
        List<String> all = new ArrayList<>(settings);
        all.addAll(List.of("webhook.port", String.valueOf(port), "webhook.url", "http://localhost:" + called));
        return join(dsl, member, TestEngines.address(Engine.ZOOKEEPER), "/" + queue.name(), all.toArray(String[]::new));
    }

    private static boolean leads(SampleApplication application) {
        return application.context().hasService(CamelClusterService.class).isLeader("finished-runs");
    }

    private SampleApplication leader(SampleApplication... members) {
        await().atMost(SOON).until(() -> Stream.of(members).anyMatch(ClusteredFinishedRunsTest::leads));
        return Stream.of(members).filter(ClusteredFinishedRunsTest::leads).findFirst().orElseThrow();
    }

    private String finishARun() {
        SimulatedRun run = squid.forceRun();
        run.finish();
        return run.id();
    }

    /** @return the runs that are in the queue */
    private List<String> sent() throws Exception {
        List<String> runs = new ArrayList<>();
        for (Message message : queue.messages()) {
            runs.add(message.getStringProperty("_AMQ_DUPL_ID"));
        }
        return runs;
    }

    private ConditionFactory soon() {
        return await().atMost(SOON).ignoreExceptions();
    }

    @InBothForms
    void oneOfTwoWorksAndTheOtherTakesOver(String dsl) throws Exception {
        squid.addFinishedRuns(3);
        SampleApplication first = join(dsl, "first");
        soon().until(() -> leads(first));
        try (SampleApplication second = join(dsl, "second")) {
            soon().until(() -> sent().size() == 3);
            assertThat(leads(second)).isFalse();
            first.close();
            String late = finishARun();
            soon().until(() -> sent().size() == 4);
            assertThat(sent()).last().isEqualTo(late);
        } finally {
            first.close();
        }
    }

    @InBothForms
    void nobodyWorksWhileZooKeeperIsAwayAndOneDoesAfterwards(String dsl) throws Exception {
        String first = finishARun();
        try (TestZooKeeper zooKeeper = new TestZooKeeper(folder.resolve("own"));
             SampleApplication a = join(dsl, "a", zooKeeper.nodes(), "/" + queue.name());
             SampleApplication b = join(dsl, "b", zooKeeper.nodes(), "/" + queue.name())) {
            soon().until(() -> sent().equals(List.of(first)));
            for (int time = 1; time <= 2; time++) {
                zooKeeper.close();
                // the polls take a while to end, and nobody sees when they have
                String meanwhile = soon().until(this::finishARunThatStays, Objects::nonNull);
                zooKeeper.start();
                soon().until(() -> sent().contains(meanwhile));
            }
            SampleApplication leader = leader(a, b);
            assertThat(leads(a) && leads(b)).isFalse();
            leader.close();
            String last = finishARun();
            soon().until(() -> sent().contains(last));
            assertThat(sent()).doesNotHaveDuplicates().hasSize(squid.runCount());
        }
    }

    /** Fails where somebody sends it. */
    private String finishARunThatStays() {
        String run = finishARun();
        await().during(A_WHILE).atMost(A_WHILE.multipliedBy(2)).until(() -> !sent().contains(run));
        return run;
    }

    /** lobstr.io calls a machine that does not poll, which leaves word in the database for the one that does. */
    @Test
    void aCallThatReachesAnotherMachineWakesTheLeader() throws Exception {
        List<String> pushed = List.of(
                "cluster.push", "true", "finished-runs.delay", "10m", "webhook.secret", "0123456789abcdef");
        int port = TestEngines.freePort();
        try (SampleApplication first = join("java", "first", pushed, TestEngines.freePort(), port)) {
            soon().until(() -> leads(first));
            try (SampleApplication second = join("yaml", "second", pushed, port, port)) {
                soon().until(() -> squid.webhook().isPresent());
                String run = finishARun();
                soon().until(() -> sent().contains(run));
                awaitCall(run);
                assertThat(leads(second)).isFalse();
            }
        }
    }

    /** The same without a database that all of them share. */
    @Test
    void theBrokerPassesCallsOnAsTheGuideHasIt() throws Exception {
        String guide = Files.readString(Path.of("README.md"));
        String routes
                = guide.substring(guide.indexOf("```yaml", guide.indexOf("## More than one machine")) + "```yaml".length());
        Resource yaml = ResourceHelper.fromString(
                "guide.yaml", routes.substring(0, routes.indexOf("```")).replace("lobstr.events", "events-" + queue.name()));
        List<String> polled = List.of("finished-runs.delay", "10m", "webhook.secret", "0123456789abcdef");
        int port = TestEngines.freePort();
        try (SampleApplication first = join("java", "first", polled, TestEngines.freePort(), port)) {
            soon().until(() -> leads(first));
            try (SampleApplication second = join("yaml", "second", polled, port, port)) {
                PluginHelper.getRoutesLoader(first.context()).loadRoutes(yaml);
                PluginHelper.getRoutesLoader(second.context()).loadRoutes(yaml);
                soon().until(() -> squid.webhook().isPresent() && simulator.requests().count("GET /v1/runs") > 0);
                String run = finishARun();
                soon().until(() -> sent().contains(run));
            }
        }
    }

    /** Two sends of one run at the same moment may get past the broker; one row comes of them all the same. */
    @Test
    void twoLeadersAtOnceWriteNoRowTwice() throws Exception {
        squid.addFinishedRuns(100);
        String last = finishARun();
        String nodes = TestEngines.address(Engine.ZOOKEEPER);
        String both = Sample.CLUSTERED_FINISHED_RUNS + "," + Sample.QUEUE_TO_DATABASE;
        try (SampleApplication first = join("java", "first", nodes, "/first" + queue.name(), "samples", both);
             SampleApplication second = join("yaml", "second", nodes, "/second" + queue.name(), "samples", both)) {
            soon().until(() -> leads(first) && leads(second));
            JdbcTemplate tables = TestEngines.tables(database);
            soon().until(() -> tables.queryForObject("select count(distinct id) from lobstr_run", int.class) == 101);
            soon().until(() -> sent().isEmpty());
            assertThat(tables.queryForObject("select count(*) from lobstr_run", int.class)).isEqualTo(101);
            assertThat(tables.queryForList("select run from lobstr_run_task", String.class)).contains(last).hasSize(101);
        }
    }

    @Test
    void aStartWithoutZooKeeperEndsWithOneLine() {
        assertThatThrownBy(() -> join("java", "alone", "127.0.0.1:1", "/" + queue.name()))
                .hasMessageContaining("zookeeper.nodes=127.0.0.1:1: no ZooKeeper answers");
    }
}
