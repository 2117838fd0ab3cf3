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

/**
 * What runs beside the routes, and the setting that says where. Where the setting is {@code embedded}, one is started
 * in this JVM or beside it; it listens on a port, as the company's own does.
 */
public enum Engine {

    /** A JMS broker. */
    BROKER("broker.url", "tcp://127.0.0.1:61616", EmbeddedBroker::start),
    /** A PostgreSQL. */
    DATABASE("database.url", "jdbc:postgresql://127.0.0.1/postgres", EmbeddedDatabase::start),
    /** A Kafka cluster. */
    KAFKA("kafka.brokers", "127.0.0.1:9092", EmbeddedKafka::start),
    /** A ZooKeeper. */
    ZOOKEEPER("zookeeper.nodes", "127.0.0.1:2181", EmbeddedZooKeeper::start);

    /** What the setting says where there is no engine yet. */
    public static final String EMBEDDED = "embedded";

    @FunctionalInterface
    interface Start {
        EmbeddedEngine in(Path folder) throws Exception;
    }

    private final String setting;
    private final String usualAddress;
    private final Start start;

    Engine(String setting, String usualAddress, Start start) {
        this.setting = setting;
        this.usualAddress = usualAddress;
        this.start = start;
    }

    /**
     * @return the setting with the address
     */
    public String setting() {
        return setting;
    }

    /**
     * @return an address to configure clients with that nothing is asked of
     */
    public String usualAddress() {
        return usualAddress;
    }

    EmbeddedEngine start(Path folder) throws Exception {
        return start.in(folder);
    }
}
