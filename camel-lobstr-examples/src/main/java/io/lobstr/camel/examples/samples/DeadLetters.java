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

import jakarta.jms.ConnectionFactory;
import jakarta.jms.Message;

import org.apache.camel.ExchangeException;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.core.JmsTemplate;

/**
 * Puts a message aside as it came, unopened, with the reason. Of what its sender said beside its content nothing stays.
 * It goes in the transaction that is under way, if one is.
 */
public class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final JmsTemplate broker;
    private final String queue;

    /**
     * @param broker where the queue is
     * @param queue  its name
     */
    public DeadLetters(ConnectionFactory broker, String queue) {
        this.broker = new JmsTemplate(broker);
        this.queue = queue;
    }

    /**
     * @param message as the broker delivered it
     * @param failure why nothing can be done with it
     */
    @Handler
    public void add(@ExchangeProperty("received") Message message, @ExchangeException Exception failure) {
        String reason = PlainText.line(String.valueOf(failure.getMessage()), Integer.MAX_VALUE);
        broker.send(queue, session -> {
            LOG.warn("Message {} is put aside in {}: {}", message.getJMSMessageID(), queue, PlainText.line(reason, 500));
            message.setJMSCorrelationID(message.getJMSMessageID());
            message.setJMSReplyTo(null);
            message.setJMSType(null);
            message.clearProperties();
            message.setStringProperty("reason", reason);
            return message;
        });
    }
}
