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
package io.lobstr.camel.examples.engines;

import java.util.UUID;

import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A look at a queue while others make it.
 */
class TestQueueTest {

    private final String broker = TestEngines.address(Engine.BROKER);
    private final TestQueue queue = new TestQueue(broker, "queue-" + UUID.randomUUID());

    @Test
    void aQueueThatIsNotThereIsEmpty() throws Exception {
        assertThat(queue.count()).isZero();
        assertThat(queue.messages()).isEmpty();
    }

    @Test
    void aQueueWhoseAddressAloneIsThereIsEmpty() throws Exception {
        try (ServerLocator locator = ActiveMQClient.createServerLocator(broker);
             ClientSessionFactory factory = locator.createSessionFactory();
             ClientSession session = factory.createSession()) {
            session.createAddress(SimpleString.of(queue.name()), RoutingType.ANYCAST, true);
        }
        assertThat(queue.texts()).isEmpty();
        assertThat(queue.messages()).isEmpty();
    }

    @Test
    void aLookTakesNothing() throws Exception {
        queue.send("text");
        assertThat(queue.count()).isOne();
        assertThat(queue.messages()).hasSize(1);
        assertThat(queue.texts()).containsExactly("text");
        assertThat(queue.messages()).hasSize(1);
    }
}
