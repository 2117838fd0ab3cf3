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
 * Sends what lobstr.io says of each finished run to a JMS queue, as a text message of JSON.
 * <p>
 * At least once, and each run once in the queue of a broker that knows duplicates: a run is marked as handled after the
 * broker has its message, so a crash in between sends the message again, and the broker drops it by the run's id.
 */
public class FinishedRunsToQueue extends RouteBuilder {

    @Override
    public void configure() {
        from("lobstr:finishedRuns?squid={{?lobstr.squid}}&startFrom={{finished-runs.start-from}}"
             + "&initialDelay=0&delay={{finished-runs.delay}}&idempotentRepository=#handledByQueue")
                .routeId("finished-runs-to-queue")
                // JMS looks at the body's Java type: a String becomes a text message
                .convertBodyTo(String.class)
                // by this header Artemis knows what it has already; another broker passes it on, for readers to look at
                .setHeader("_AMQ_DUPL_ID", header("CamelLobstrRunId"))
                .to("jms:queue:{{runs.queue}}");
    }
}
