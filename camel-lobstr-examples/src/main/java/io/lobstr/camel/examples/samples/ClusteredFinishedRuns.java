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
 * Sends what lobstr.io says of each finished run to a queue, on one of several machines: where that one ends, another
 * takes over.
 * <p>
 * At least once: what was in flight on a machine that ended is sent again by the next, and the broker, which knows the
 * run's id, drops the second.
 */
public class ClusteredFinishedRuns extends RouteBuilder {

    @Override
    public void configure() {
        from("master:{{cluster.namespace}}:lobstr:finishedRuns?squid={{?lobstr.squid}}&startFrom={{finished-runs.start-from}}"
             + "&initialDelay=0&delay={{finished-runs.delay}}&idempotentRepository=#handledByCluster"
             + "&push={{cluster.push}}&webhookUrl={{?webhook.url}}&webhookSecret={{?webhook.secret}}")
                .routeId("clustered-finished-runs")
                // JMS looks at the body's Java type: a String becomes a text message
                .convertBodyTo(String.class)
                // by this header Artemis recognises a message that it has already
                .setHeader("_AMQ_DUPL_ID").header("CamelLobstrRunId")
                .to("jms:queue:{{runs.queue}}");
    }
}
