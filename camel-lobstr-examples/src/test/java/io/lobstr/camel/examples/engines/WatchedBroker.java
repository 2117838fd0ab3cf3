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

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.postoffice.RoutingStatus;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/**
 * A broker that notes who sends what, what it drops since it has it already, and what it delivers again.
 */
public final class WatchedBroker implements ActiveMQServerMessagePlugin, AutoCloseable {

    /**
     * @param run        the id of the run
     * @param connection who sent it
     * @param nanoTime   when
     * @param dropped    whether it was there already
     */
    public record Sent(String run, Object connection, long nanoTime, boolean dropped) {
    }

    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final AtomicInteger redelivered = new AtomicInteger();
    private final EmbeddedBroker broker;

    /**
     * @param folder where it keeps its data
     */
    public WatchedBroker(Path folder) throws Exception {
        broker = EmbeddedBroker.start(folder);
        broker.server().registerBrokerPlugin(this);
    }

    /** @return its address */
    public String url() {
        return broker.address();
    }

    @Override
    public void afterSend(
            ServerSession session, Transaction tx, Message message, boolean direct, boolean noAutoCreateQueue,
            RoutingStatus result) {
        String run = message.getStringProperty("_AMQ_DUPL_ID");
        if (run != null) {
            sent.add(new Sent(run, session.getConnectionID(), System.nanoTime(), result == RoutingStatus.DUPLICATED_ID));
        }
    }

    @Override
    public void afterDeliver(ServerConsumer consumer, MessageReference reference) {
        if (reference.getDeliveryCount() > 1) {
            redelivered.incrementAndGet();
        }
    }

    /** @return what was sent so far, in this order */
    public List<Sent> sent() {
        return sent;
    }

    /** @return how many messages were delivered once more */
    public int redelivered() {
        return redelivered.get();
    }

    /** @return how many messages are in a queue, those that readers have in hand among them */
    public long count(String queue) {
        Queue found = broker.server().locateQueue(queue);
        return found == null ? 0 : found.getMessageCount();
    }

    @Override
    public void close() throws Exception {
        broker.close();
    }
}
