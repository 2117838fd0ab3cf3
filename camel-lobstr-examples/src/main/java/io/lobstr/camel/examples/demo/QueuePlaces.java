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
package io.lobstr.camel.examples.demo;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import jakarta.jms.TextMessage;

import io.lobstr.camel.examples.demo.Place.Found;
import org.apache.camel.support.CamelContextHelper;

/**
 * What is in queues; looking takes nothing out.
 */
final class QueuePlaces {

    /** What the broker knows a message by. */
    static final String DUPLICATE_ID = "_AMQ_DUPL_ID";
    static final String RUN_ID = "runId";

    private final DemoApplication application;

    QueuePlaces(DemoApplication application) {
        this.application = application;
    }

    Found runs() throws JMSException {
        String queue = application.setting("runs.queue");
        Set<String> runs = new HashSet<>();
        for (TextMessage message : messages(queue)) {
            runs.add(message.getStringProperty(DUPLICATE_ID));
        }
        return new Found(
                runs, Found.count(runs.size(), "message") + " on the queue " + queue, List.of(application.look("queue")));
    }

    Found results() throws JMSException {
        String queue = application.setting("results.queue");
        Set<String> runs = new HashSet<>();
        List<TextMessage> messages = messages(queue);
        for (TextMessage message : messages) {
            runs.add(message.getStringProperty(RUN_ID));
        }
        return new Found(
                runs, "%s of rows on the queue %s, of %s".formatted(Found.count(messages.size(), "message"), queue,
                        runs.size() == 1 ? "1 search" : runs.size() + " searches"),
                List.of(application.look("queue")));
    }

    /** The messages of text that wait in a queue. */
    List<TextMessage> messages(String queue) throws JMSException {
        ConnectionFactory broker
                = CamelContextHelper.mandatoryLookup(application.context(), "broker", ConnectionFactory.class);
        try (JMSContext session = broker.createContext();
             QueueBrowser browser = session.createBrowser(session.createQueue(queue))) {
            List<?> messages = Collections.list(browser.getEnumeration());
            return messages.stream().map(Message.class::cast).filter(TextMessage.class::isInstance)
                    .map(TextMessage.class::cast).toList();
        }
    }
}
