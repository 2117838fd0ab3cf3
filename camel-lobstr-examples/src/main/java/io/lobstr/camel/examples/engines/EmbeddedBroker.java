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

import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * An Artemis broker in this JVM, on a port of this machine alone. Its journal is in a folder, so that messages, and
 * what it knows of duplicates, survive a restart.
 */
final class EmbeddedBroker implements EmbeddedEngine {

    private static final String ACCEPTOR = "tcp";
    private static final int JOURNAL_FILE_SIZE = 1024 * 1024;

    private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
    private final String url;

    private EmbeddedBroker(Path folder, int wantedPort) throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setName("lobstr-samples")
                .addAcceptorConfiguration(ACCEPTOR, "tcp://127.0.0.1:" + wantedPort)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setJournalType(JournalType.NIO)
                .setJournalFileSize(JOURNAL_FILE_SIZE)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setLargeMessagesDirectory(folder.resolve("large-messages").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .addAddressSetting("#", queues())
                .addAddressSetting("lobstr.search-terms.#", queues().setMaxDeliveryAttempts(-1))
                // by default a broker holds every sender up while the disk is nine tenths full, as laptops' disks are
                .setMaxDiskUsage(-1);
        server.setConfiguration(configuration);
        server.start();
        int port = server.getActiveMQServer().getRemotingService().getAcceptor(ACCEPTOR).getActualPort();
        url = "tcp://127.0.0.1:" + port;
    }

    private static AddressSettings queues() {
        return new AddressSettings()
                // an empty queue that nobody reads would be deleted, and with it what is known of duplicates
                .setAutoDeleteQueues(false).setAutoDeleteAddresses(false)
                .setDeadLetterAddress(SimpleString.of("undelivered")).setExpiryAddress(SimpleString.of("expired"));
    }

    static EmbeddedBroker start(Path folder) throws Exception {
        return start(folder, 0);
    }

    static EmbeddedBroker start(Path folder, int port) throws Exception {
        return new EmbeddedBroker(folder.resolve("broker"), port);
    }

    /** For tests that watch what goes on in it. */
    ActiveMQServer server() {
        return server.getActiveMQServer();
    }

    @Override
    public String address() {
        return url;
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
