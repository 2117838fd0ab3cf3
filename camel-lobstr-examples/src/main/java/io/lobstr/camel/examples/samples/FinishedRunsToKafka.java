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

import org.apache.camel.builder.RouteBuilder;

/**
 * Sends what lobstr.io says of each finished run to a topic of Kafka, as JSON, with the run's id as key.
 * <p>
 * At least once: a run is marked as handled after all replicas that are in sync have its record, so a crash in between
 * sends it again. The repeat has the same key, and so follows the first in the same partition, where a reader or
 * compaction finds it. Retries of Kafka's client repeat nothing.
 */
public class FinishedRunsToKafka extends RouteBuilder {

    @Override
    public void configure() {
        from("lobstr:finishedRuns?squid={{?lobstr.squid}}&startFrom={{finished-runs.start-from}}"
             + "&initialDelay=0&delay={{finished-runs.delay}}&idempotentRepository=#handledByKafka")
                .routeId("finished-runs-to-kafka")
                .convertBodyTo(String.class)
                .setHeader("kafka.KEY", header("CamelLobstrRunId"))
                .to("kafka:{{runs.topic}}?requestRequiredAcks=all&enableIdempotence=true");
    }
}
