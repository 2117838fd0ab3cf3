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
import java.util.UUID;

import jakarta.jms.DeliveryMode;
import jakarta.jms.TextMessage;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.examples.engines.Engine;
import io.lobstr.camel.examples.engines.TestBroker;
import io.lobstr.camel.examples.engines.TestEngines;
import io.lobstr.camel.examples.engines.TestQueue;
import io.lobstr.camel.simulator.state.SimulatedRun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An Artemis broker over TCP, in Java and in YAML.
 */
class FinishedRunsToQueueTest extends SampleTest {

    FinishedRunsToQueueTest() {
        super(Sample.FINISHED_RUNS_TO_QUEUE);
    }

    private Path marks() {
        return folder.resolve("handled/finished-runs-to-queue.txt");
    }

    /** It is handled, and all before it: one that ends after a newer one needs no key of its own. */
    private void awaitMark(SimulatedRun run) {
        await().atMost(SOON).ignoreExceptions()
                .untilAsserted(() -> assertThat(marks()).content().contains("/mark/" + run.id()));
    }

    @InBothForms
    void aRunIsATextMessageOfItsJson(String dsl) throws Exception {
        String broker = TestEngines.address(Engine.BROKER);
        TestQueue queue = new TestQueue(broker, "runs-" + UUID.randomUUID());
        SimulatedRun run = squid.forceRun().finish();
        try (SampleApplication application = start(dsl, "broker.url", broker, "runs.queue", queue.name())) {
            awaitMark(run);
        }
        assertThat(queue.messages()).singleElement().isInstanceOf(TextMessage.class)
                .hasFieldOrPropertyWithValue("JMSDeliveryMode", DeliveryMode.PERSISTENT);
        assertThat(queue.texts()).singleElement().asString().contains("\"id\":\"" + run.id() + "\"");
    }

    @InBothForms
    void theBrokerDropsWhatACrashRepeats(String dsl) throws Exception {
        String broker = TestEngines.address(Engine.BROKER);
        TestQueue queue = new TestQueue(broker, "runs-" + UUID.randomUUID());
        SimulatedRun run = squid.forceRun().finish();
        try (SampleApplication application = start(dsl, "broker.url", broker, "runs.queue", queue.name())) {
            awaitMark(run);
        }
        // what a crash after the broker's answer leaves behind: the message, and no mark
        Files.delete(marks());
        SimulatedRun next = squid.forceRun().finish();
        try (SampleApplication application = start(dsl, "broker.url", broker, "runs.queue", queue.name())) {
            awaitMark(next);
        }
        assertThat(queue.texts()).hasSize(2).satisfiesOnlyOnce(text -> assertThat(text).contains(run.id()));
    }

    @InBothForms
    void nothingIsLostWhileTheBrokerIsAway(String dsl) throws Exception {
        try (TestBroker broker = new TestBroker(folder)) {
            TestQueue queue = new TestQueue(broker.url(), "runs");
            SimulatedRun before = squid.forceRun().finish();
            try (SampleApplication application = start(dsl, "broker.url", broker.url(), "runs.queue", queue.name())) {
                awaitFailure(application);
                broker.start();
                awaitMark(before);
                broker.close();
                SimulatedRun meanwhile = squid.forceRun().finish();
                awaitFailure(application);
                broker.start();
                awaitMark(meanwhile);
            }
            assertThat(queue.texts()).hasSize(2);
        }
    }

}
