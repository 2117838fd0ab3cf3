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

import io.lobstr.camel.LobstrConstants;
import org.apache.camel.builder.RouteBuilder;

/**
 * Sends a run's metadata to a queue, as a text message of JSON.
 */
public class FinishedRunsToQueue extends RouteBuilder {

    /** Takes a run. */
    public static final String START = "direct:runToQueue";

    /** By this header Artemis recognises a message that it has already, and drops the second. */
    static final String DUPLICATE_ID = "_AMQ_DUPL_ID";

    @Override
    public void configure() {
        from(START)
                .routeId("run-to-queue")
                // JMS looks at the body's Java type: a String becomes a text message
                .convertBodyTo(String.class)
                .setHeader(DUPLICATE_ID, header(LobstrConstants.RUN_ID))
                .to("jms:queue:{{runs.queue}}");
    }
}
