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
package io.lobstr.camel.examples.routes;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * Brings every finished run to a file, a queue and a table.
 * <p>
 * A run counts as handled when all three have it. If one of them fails, the run comes again in a later poll and goes
 * through all three once more; each of them is made so that the same run a second time changes nothing.
 */
public class FinishedRunsRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("lobstr:finishedRuns?squid={{lobstr.squid}}&startFrom=now&initialDelay=0&delay={{finishedRuns.delay}}"
             + "&idempotentRepository=#handledRuns")
                .routeId("finished-runs")
                .log(LoggingLevel.INFO, "Run ${body.id} has finished: ${body.status}, ${body.doneReason}")
                // each gets its own copy of the message; the first failure ends it, and is the route's failure
                .multicast().stopOnException()
                .to(FinishedRunsToFile.START, FinishedRunsToQueue.START, FinishedRunsToDatabase.START)
                .end()
                .bean("runBook", "delivered");
    }
}
