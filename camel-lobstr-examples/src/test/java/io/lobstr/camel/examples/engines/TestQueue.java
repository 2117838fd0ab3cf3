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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;

import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSession.QueueQuery;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * A queue as its other side sees it.
 */
public final class TestQueue {

    private final String broker;
    private final String name;

    public TestQueue(String broker, String name) {
        this.broker = broker;
        this.name = name;
    }

    public String name() {
        return name;
    }

    private JMSContext connect() {
        return new ActiveMQConnectionFactory(broker, "samples", "samples").createContext();
    }

    /** What makes a message. */
    @FunctionalInterface
    public interface Writer {
        Message write(JMSContext jms) throws JMSException;
    }

    /** @return the id of the message */
    public String send(String text) throws JMSException {
        return send(jms -> jms.createTextMessage(text));
    }

    /** @return the id of the message */
    public String send(Writer writer) throws JMSException {
        try (JMSContext jms = connect()) {
            Message message = writer.write(jms);
            jms.createProducer().send(jms.createQueue(name), message);
            return message.getJMSMessageID();
        }
    }

    /** @return how many messages are there, those that a reader has in hand among them */
    public long count() throws Exception {
        try (ServerLocator locator = ActiveMQClient.createServerLocator(broker);
             ClientSessionFactory factory = locator.createSessionFactory();
             ClientSession session = factory.createSession()) {
            QueueQuery queue = session.queueQuery(SimpleString.of(name));
            return queue.isExists() ? queue.getMessageCount() : 0;
        }
    }

    /** @return the messages that are there, which stay */
    public List<Message> messages() throws JMSException {
        try (JMSContext jms = connect()) {
            return browse(jms);
        }
    }

    /** @return the texts of the messages that are there, which stay */
    public List<String> texts() throws JMSException {
        try (JMSContext jms = connect()) {
            List<String> texts = new ArrayList<>();
            for (Message message : browse(jms)) {
                texts.add(message.getBody(String.class));
            }
            return texts;
        }
    }

    private List<Message> browse(JMSContext jms) throws JMSException {
        // a browser fails at an address without a queue, as there is while a first sender makes both: a consumer makes what lacks
        jms.setAutoStart(false);
        jms.createConsumer(jms.createQueue(name)).close();
        return List.copyOf(Collections.<Message> list(jms.createBrowser(jms.createQueue(name)).getEnumeration()));
    }
}
