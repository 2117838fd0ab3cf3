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
import java.util.List;
import java.util.UUID;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.examples.engines.Engine;
import io.lobstr.camel.examples.engines.TestEngines;
import io.lobstr.camel.examples.engines.TestKafka;
import io.lobstr.camel.simulator.state.SimulatedRun;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A Kafka broker over TCP, in Java and in YAML.
 */
class FinishedRunsToKafkaTest extends SampleTest {

    private final String topic = "runs-" + UUID.randomUUID();

    FinishedRunsToKafkaTest() {
        super(Sample.FINISHED_RUNS_TO_KAFKA);
    }

    @Override
    List<String> settings() {
        return List.of("runs.topic", topic);
    }

    private Path marks() {
        return folder.resolve("handled/finished-runs-to-kafka.txt");
    }

    /** It is handled, and all before it: one that ends after a newer one needs no key of its own. */
    private void awaitMark(SimulatedRun run) {
        await().atMost(SOON).ignoreExceptions()
                .untilAsserted(() -> assertThat(marks()).content().contains("/mark/" + run.id()));
    }

    @InBothForms
    void aRunIsARecordAndWhatACrashRepeatsHasItsKey(String dsl) throws Exception {
        String brokers = TestEngines.address(Engine.KAFKA);
        SimulatedRun run = squid.forceRun().finish();
        try (SampleApplication application = start(dsl, "kafka.brokers", brokers)) {
            awaitMark(run);
        }
        assertThat(TestKafka.records(brokers, topic)).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo(run.id());
            assertThat(record.value()).contains("\"id\":\"" + run.id() + "\"");
        });
        // what a crash after the broker's answer leaves behind: the record, and no mark
        Files.delete(marks());
        SimulatedRun next = squid.forceRun().finish();
        try (SampleApplication application = start(dsl, "kafka.brokers", brokers)) {
            awaitMark(next);
        }
        assertThat(TestKafka.records(brokers, topic)).extracting(ConsumerRecord::key)
                .containsExactlyInAnyOrder(run.id(), run.id(), next.id());
    }

    @InBothForms
    void nothingIsLostWhileKafkaIsAway(String dsl) throws Exception {
        try (TestKafka kafka = new TestKafka(folder)) {
            SimulatedRun before = squid.forceRun().finish();
            try (SampleApplication application = start(
                    dsl, "kafka.brokers", kafka.address(), "camel.component.kafka.max-block-ms", "500",
                    "camel.component.kafka.request-timeout-ms", "500", "camel.component.kafka.delivery-timeout-ms", "1000")) {
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

}
