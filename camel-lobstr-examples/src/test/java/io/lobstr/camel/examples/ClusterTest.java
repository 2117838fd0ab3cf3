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
package io.lobstr.camel.examples;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import io.lobstr.camel.examples.engines.Engine;
import io.lobstr.camel.examples.engines.TestEngines;
import io.lobstr.camel.examples.engines.WatchedBroker;
import io.lobstr.camel.examples.engines.WatchedBroker.Sent;
import io.lobstr.camel.internal.webhook.WebhookAddress;
import io.lobstr.camel.internal.webhook.WebhookTokens;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.WebhookDelivery;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.leader.LeaderSelector;
import org.apache.curator.framework.recipes.leader.LeaderSelectorListenerAdapter;
import org.apache.curator.retry.RetryOneTime;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Three JVMs share the work: one of them, elected on ZooKeeper, sends finished runs to a queue, and all of them write
 * what is in the queue into PostgreSQL. Webhooks call any of them, in turn, and nobody polls but who has become the
 * one: what finishes later is found by a call. The one is killed (SIGKILL) as soon as a call was answered, while it
 * works through a backlog: no run is lost, none is in the queue or in the table twice, nothing is sent again but what
 * was in flight, and nobody registers anew what is registered.
 * <p>
 * One kill is part of every build. Ten:
 *
 * <pre>
 * ./mvnw -q -pl camel-lobstr-examples -am test -Dtest=ClusterTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dlobstr.cluster.kills=10
 * </pre>
 *
 * {@code -Dlobstr.cluster.seed} kills at other moments, {@code -Dlobstr.cluster.session} are the milliseconds of
 * ZooKeeper's session. Lines with the figures go to the report in {@code target/surefire-reports}.
 */
class ClusterTest {

    private static final int KILLS = Integer.getInteger("lobstr.cluster.kills", 1);
    private static final long SEED = Long.getLong("lobstr.cluster.seed", 42);
    private static final int BACKLOG = 200 + 100 * KILLS;
    private static final int MEMBERS = 3;
    private static final int TASKS = 2;
    private static final String QUEUE = "runs";
    private static final int SESSION_MILLIS = Integer.getInteger("lobstr.cluster.session", 4000);
    private static final String SECRET = "0123456789abcdef";

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final List<ClusterMember> members = new ArrayList<>();
    private final List<SimulatedRun> active = new ArrayList<>();
    private final List<Long> takeOvers = new ArrayList<>();
    private LobstrSimulator simulator;
    private SimulatedSquid squid;
    private RoundRobin called;
    private WebhookDelivery registered;
    private WatchedBroker broker;
    private String database;
    private CuratorFramework zooKeeper;
    private int started;

    @BeforeEach
    void start() throws Exception {
        simulator = LobstrSimulator.builder().seed(SEED).build().start();
        squid = simulator.addSquid("Maps", setup -> setup.runningUntilTold().pendingFor(Duration.ZERO)
                .uploadingFor(Duration.ZERO).tasks(TASKS));
        called = new RoundRobin();
        String address = new WebhookAddress(called.url(), "/lobstr", new WebhookTokens(List.of(SECRET))).of(squid.id());
        registered = new WebhookDelivery(address, true, true, Set.of("run.running", "run.paused", "run.done", "run.error"));
        squid.deliverTo(registered);
        broker = new WatchedBroker(folder);
        database = TestEngines.newDatabase();
        zooKeeper = CuratorFrameworkFactory.newClient(TestEngines.address(Engine.ZOOKEEPER), new RetryOneTime(100));
        zooKeeper.start();
    }

    @AfterEach
    void stop() throws Exception {
        members.forEach(ClusterMember::close);
        zooKeeper.close();
        broker.close();
        simulator.close();
        called.close();
    }

    private void startMember() throws Exception {
        started++;
        int port = TestEngines.freePort();
        called.add(port);
        Map<String, String> settings = new HashMap<>(
                Map.of(
                        "samples", Sample.CLUSTERED_FINISHED_RUNS + "," + Sample.QUEUE_TO_DATABASE, "samples.dsl",
                        started % 2 == 0 ? "yaml" : "java", "runs.queue", QUEUE, "finished-runs.delay", "1h",
                        "finished-runs.start-from", "earliest", "cluster.session-timeout", String.valueOf(SESSION_MILLIS),
                        "cluster.connection-timeout", "3000", "camel.component.lobstr.requests-per-minute", "0",
                        "camel.beans.database.maximumPoolSize", "4"));
        settings.putAll(Map.of(
                "cluster.push", "true", "webhook.url", called.url(), "webhook.secret", SECRET, "webhook.port",
                String.valueOf(port)));
        members.add(new ClusterMember(
                folder.resolve("member" + started),
                Map.of("LOBSTR_API_KEY", simulator.apiKey(), "LOBSTR_BASE_URL", simulator.baseUrl(), "LOBSTR_SQUID",
                        squid.id(), "BROKER_URL", broker.url(), "DATABASE_URL", database, "ZOOKEEPER_NODES",
                        TestEngines.address(Engine.ZOOKEEPER), "CLUSTER_PATH", path()),
                settings));
    }

    private String path() {
        return "/" + database.substring(database.lastIndexOf('/') + 1);
    }

    private ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(2)).pollDelay(Duration.ZERO)
                .ignoreExceptions();
    }

    /** The member that the election on ZooKeeper names. */
    private ClusterMember leader() {
        return soon().until(() -> {
            String leader
                    = new LeaderSelector(zooKeeper, path() + "/finished-runs", new Spectator()).getLeader().getId();
            return members.stream().filter(member -> member.is(leader)).findFirst().orElse(null);
        }, Objects::nonNull);
    }

    private static final class Spectator extends LeaderSelectorListenerAdapter {
        @Override
        public void takeLeadership(CuratorFramework client) {
            // does not stand for election
        }
    }

    /** Runs start, and some of those that were active finish. */
    private void activity() {
        for (int i = 0; i < 5; i++) {
            active.add(squid.forceRun());
        }
        for (int i = 0; i < 3; i++) {
            active.remove(random.nextInt(active.size())).finish();
        }
    }

    private void awaitSent(int count) {
        soon().until(() -> {
            members.forEach(ClusterMember::assertAlive);
            return routed().size() >= count;
        });
    }

    private List<String> routed() {
        return broker.sent().stream().filter(sent -> !sent.dropped()).map(Sent::run).toList();
    }

    private List<Sent> dropped() {
        return broker.sent().stream().filter(Sent::dropped).toList();
    }

    /** @return nanoseconds until somebody else sent a run */
    private long awaitSuccessor(Object former, long since) {
        soon().until(() -> broker.sent().stream().anyMatch(sent -> !sent.connection().equals(former)
                && sent.nanoTime() > since));
        return broker.sent().stream().filter(sent -> !sent.connection().equals(former) && sent.nanoTime() > since)
                .findFirst().orElseThrow().nanoTime()
               - since;
    }

    private Object lastSender() {
        return broker.sent().get(broker.sent().size() - 1).connection();
    }

    @Test
    void leadersAreKilledAndNothingIsLostOrTwice() throws Exception {
        long begin = System.nanoTime();
        squid.addFinishedRuns(BACKLOG);
        for (int i = 0; i < MEMBERS; i++) {
            startMember();
        }
        for (int kill = 1; kill <= KILLS; kill++) {
            activity();
            int done = routed().size();
            awaitSent(done + 1 + random.nextInt((squid.runCount() - done) / (KILLS - kill + 2)));
            ClusterMember leader = leader();
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(20_000)));
            // whoever is called has answered, and the leader has not looked yet
            CompletableFuture<Long> killed = new CompletableFuture<>();
            called.afterNext(() -> {
                killed.complete(System.nanoTime());
                leader.kill();
                return null;
            });
            active.remove(0).finish();
            long since = killed.get(90, TimeUnit.SECONDS);
            members.remove(leader);
            takeOvers.add(awaitSuccessor(lastSender(), since));
            startMember();
        }
        active.forEach(SimulatedRun::finish);
        awaitEnd();
        assertThat(dropped()).hasSizeLessThanOrEqualTo(KILLS);
        assertThat(called.answered()).as("calls").isPositive();
        if (KILLS > 2) {
            restartAll();
        }
        assertStillRegistered();
        report("SIGKILL", begin);
    }

    /** One after the other, as an update does it; what finishes then is told by a call as before. */
    private void restartAll() throws Exception {
        for (ClusterMember member : List.copyOf(members)) {
            member.stop();
            members.remove(member);
            startMember();
            squid.forceRun().finish();
            awaitEnd();
        }
    }

    /** Nobody has written what was as it should be, and nobody has taken it away. */
    private void assertStillRegistered() {
        assertThat(squid.webhook()).contains(registered);
        assertThat(simulator.requests().count("POST /v1/delivery")).isZero();
    }

    @Test
    void aLeaderThatStopsHandsOver() throws Exception {
        long begin = System.nanoTime();
        squid.addFinishedRuns(BACKLOG);
        startMember();
        startMember();
        awaitSent(BACKLOG / 4);
        ClusterMember leader = leader();
        long stopped = System.nanoTime();
        Object sender = lastSender();
        leader.stop();
        members.remove(leader);
        takeOvers.add(awaitSuccessor(sender, stopped));
        awaitEnd();
        // master: gives leadership up before the last exchange is through: the next leader may be as fast
        assertThat(dropped()).hasSizeLessThanOrEqualTo(1);
        assertStillRegistered();
        report("SIGTERM", begin);
    }

    /** Every run that finished is in the table, with its tasks, and was in the queue once. */
    private void awaitEnd() {
        Set<String> all = squid.runs().stream().map(SimulatedRun::id).collect(Collectors.toSet());
        JdbcTemplate tables = TestEngines.tables(database);
        soon().untilAsserted(
                () -> assertThat(tables.queryForObject("select count(*) from lobstr_run", int.class)).isEqualTo(all.size()));
        soon().until(() -> broker.count(QUEUE) == 0);
        assertThat(tables.queryForList("select id from lobstr_run", String.class)).doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(all);
        assertThat(tables.queryForObject("select count(*) from lobstr_run_task", int.class)).isEqualTo(TASKS * all.size());
        assertThat(routed()).doesNotHaveDuplicates().hasSize(all.size());
        assertThat(new HashSet<>(routed())).isEqualTo(all);
        assertThat(broker.count("undelivered")).isZero();
    }

    private void report(String signal, long begin) {
        List<Long> sorted = takeOvers.stream().sorted().toList();
        System.out.printf(Locale.ROOT,
                "cluster: %s: %d times, %d runs, take-over min %.2f median %.2f max %.2f s (session %.1f s), "
                                       + "%d sent again, %d delivered again, %.1f s%n",
                signal, sorted.size(), squid.runCount(), seconds(sorted.get(0)), seconds(sorted.get(sorted.size() / 2)),
                seconds(sorted.get(sorted.size() - 1)), SESSION_MILLIS / 1e3, dropped().size(), broker.redelivered(),
                seconds(System.nanoTime() - begin));
        System.out.println("cluster: take-overs in seconds: " + takeOvers.stream()
                .map(nanos -> String.format(Locale.ROOT, "%.2f", seconds(nanos))).collect(Collectors.joining(" ")));
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
