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

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka broker in this JVM, its own controller, on ports of this machine alone. Its log is in a folder, so that
 * records survive a restart.
 */
final class EmbeddedKafka implements EmbeddedEngine {

    private static final int NODE = 1;
    private static final String LOOPBACK = "127.0.0.1";
    private static final int PORTS = 3000;
    private static final int FIRST_PORT = 25_000;
    private static final int FIRST_CONTROLLER_PORT = FIRST_PORT + PORTS;
    private static final String CONTROLLER = "CONTROLLER";
    /** An id as Kafka makes them: nobody else has this folder. */
    private static final String CLUSTER = "bG9ic3RyLXNhbXBsZXMtMQ";

    private final KafkaRaftServer server;
    private final String address;

    private EmbeddedKafka(Path folder, int port) throws Exception {
        address = LOOPBACK + ":" + port;
        format(folder);
        server = new KafkaRaftServer(
                new KafkaConfig(settings(folder, port, freePort(FIRST_CONTROLLER_PORT)), false), Time.SYSTEM);
        server.startup();
    }

    static EmbeddedKafka start(Path folder) throws Exception {
        return start(folder, freePort(FIRST_PORT));
    }

    static EmbeddedKafka start(Path folder, int port) throws Exception {
        return new EmbeddedKafka(folder.resolve("kafka"), port);
    }

    /**
     * Kafka wants to know its ports before it listens: so none of those that outgoing connections get, one of which
     * could take it until then.
     */
    private static int freePort(int first) throws IOException {
        for (int port = first + ThreadLocalRandom.current().nextInt(PORTS);; port++) {
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByName(LOOPBACK))) {
                return free.getLocalPort();
            } catch (BindException e) {
                // the next
            }
        }
    }

    /** Does nothing where it was done before. */
    private static void format(Path folder) throws Exception {
        new Formatter().setNodeId(NODE).setClusterId(CLUSTER)
                .addDirectory(folder.toString()).setMetadataLogDirectory(folder.toString())
                .setControllerListenerName(CONTROLLER).setIgnoreFormatted(true)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .run();
    }

    private static Properties settings(Path folder, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE));
        settings.put("controller.quorum.voters", NODE + "@" + LOOPBACK + ":" + controllerPort);
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("listeners",
                "PLAINTEXT://" + LOOPBACK + ":" + port + "," + CONTROLLER + "://" + LOOPBACK + ":" + controllerPort);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        settings.put("log.dirs", folder.toString());
        // one node has no replicas, and keeps nobody waiting for more of them
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        return settings;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
