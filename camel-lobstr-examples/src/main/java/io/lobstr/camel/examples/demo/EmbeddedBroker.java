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

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.jms.ConnectionFactory;

import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnector;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.springframework.jms.connection.CachingConnectionFactory;

/**
 * An Artemis broker in this JVM, reached without a port. Its journal is in a folder, so that messages, and what it
 * knows of duplicates, survive a restart.
 */
final class EmbeddedBroker implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int JOURNAL_FILE_SIZE = 1024 * 1024;

    private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
    private final CachingConnectionFactory connections;

    private EmbeddedBroker(Path folder) throws Exception {
        String url = "vm://" + COUNT.incrementAndGet();
        Configuration configuration = new ConfigurationImpl()
                .setName("lobstr-demo")
                .addAcceptorConfiguration("in-vm", url)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setJournalType(JournalType.NIO)
                .setJournalFileSize(JOURNAL_FILE_SIZE)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setLargeMessagesDirectory(folder.resolve("large-messages").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .addAddressSetting("#", queues())
                // by default a broker holds every sender up while the disk is nine tenths full, as laptops' disks are
                .setMaxDiskUsage(-1);
        server.setConfiguration(configuration);
        server.start();
        // JMS senders open a connection for every message unless somebody keeps it
        connections = new CachingConnectionFactory(new ActiveMQConnectionFactory(url));
        // whoever reads keeps his consumer himself
        connections.setCacheConsumers(false);
    }

    private static AddressSettings queues() {
        return new AddressSettings()
                // an empty queue that nobody reads would be deleted, and with it what is known of duplicates
                .setAutoDeleteQueues(false).setAutoDeleteAddresses(false)
                .setDeadLetterAddress(SimpleString.of("undelivered")).setExpiryAddress(SimpleString.of("expired"));
    }

    static EmbeddedBroker start(Path folder) throws Exception {
        return new EmbeddedBroker(folder);
    }

    ConnectionFactory connectionFactory() {
        return connections;
    }

    @Override
    public void close() {
        connections.destroy();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the broker does not stop", e);
        }
        // its threads would otherwise keep the JVM alive for another minute
        InVMConnector.resetThreadPool();
    }
}
