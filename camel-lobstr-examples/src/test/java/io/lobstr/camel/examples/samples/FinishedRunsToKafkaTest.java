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
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.examples.engines.Engine;
import io.lobstr.camel.examples.engines.TestEngines;
import io.lobstr.camel.examples.engines.TestKafka;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A Kafka broker over TCP, in Java and in YAML.
 */
class FinishedRunsToKafkaTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final String topic = "runs-" + UUID.randomUUID();
    @TempDir
    Path folder;
    private LobstrSimulator simulator;
    private SimulatedSquid squid;

    @BeforeEach
    void start() {
        simulator = LobstrSimulator.builder().build().start();
        squid = simulator.addSquid("Maps", setup -> setup.runningUntilTold());
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private SampleApplication start(String dsl, String brokers) {
        return new SampleApplication(
                Sample.FINISHED_RUNS_TO_KAFKA, dsl, simulator, folder, "lobstr.squid", squid.id(), "kafka.brokers", brokers,
                "runs.topic", topic, "camel.component.kafka.max-block-ms", "500",
                "camel.component.kafka.request-timeout-ms", "500", "camel.component.kafka.delivery-timeout-ms", "1000");
    }

    private Path marks() {
        return folder.resolve("handled/finished-runs-to-kafka.txt");
    }

    private void awaitMark(SimulatedRun run) {
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> assertThat(marks()).content().contains(run.id()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "java", "yaml" })
    void aRunIsARecordAndWhatACrashRepeatsHasItsKey(String dsl) throws Exception {
        String brokers = TestEngines.address(Engine.KAFKA);
        SimulatedRun run = squid.forceRun().finish();
        try (SampleApplication application = start(dsl, brokers)) {
            awaitMark(run);
        }
        assertThat(TestKafka.records(brokers, topic)).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo(run.id());
            assertThat(record.value()).contains("\"id\":\"" + run.id() + "\"");
        });
        // what a crash after the broker's answer leaves behind: the record, and no mark
        Files.delete(marks());
        SimulatedRun next = squid.forceRun().finish();
        try (SampleApplication application = start(dsl, brokers)) {
            awaitMark(run);
            awaitMark(next);
        }
        assertThat(TestKafka.records(brokers, topic)).extracting(ConsumerRecord::key)
                .containsExactlyInAnyOrder(run.id(), run.id(), next.id());
    }

    @ParameterizedTest
    @ValueSource(strings = { "java", "yaml" })
    void nothingIsLostWhileKafkaIsAway(String dsl) throws Exception {
        try (TestKafka kafka = new TestKafka(folder)) {
            SimulatedRun before = squid.forceRun().finish();
            try (SampleApplication application = start(dsl, kafka.address())) {
                awaitFailure(application);
                kafka.start();
                awaitMark(before);
                kafka.close();
                SimulatedRun meanwhile = squid.forceRun().finish();
                awaitFailure(application);
                kafka.start();
                awaitMark(meanwhile);
                assertThat(TestKafka.records(kafka.address(), topic)).extracting(ConsumerRecord::key)
                        .contains(before.id(), meanwhile.id());
            }
        }
    }

    private static void awaitFailure(SampleApplication application) {
        NotifyBuilder failure = new NotifyBuilder(application.context()).whenFailed(1).create();
        assertThat(failure.matches(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
}
