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

import io.lobstr.camel.model.Run;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * Reads the runs back from the queue, as another application would.
 */
public class QueueReaderRoute extends RouteBuilder {

    @Override
    public void configure() {
        // transacted: a message leaves the queue when this route is through with it, not before; the session's own
        // transaction is enough for that
        from("jms:queue:{{runs.queue}}?transacted=true&lazyCreateTransactionManager=false")
                .routeId("queue-reader")
                .unmarshal().json(Run.class)
                .log(LoggingLevel.INFO, "Run ${body.id} came back from the queue")
                .bean("runBook", "readBack");
    }
}
