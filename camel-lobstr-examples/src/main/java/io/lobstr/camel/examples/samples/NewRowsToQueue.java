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
 * Sends those rows of finished runs to a JMS queue that no run of their squid had before, each as a text message of
 * JSON. Which were sent is remembered in a database.
 * <p>
 * At least once, and each row once in the queue of a broker that knows duplicates: a row is remembered after the broker
 * has its message, so a crash in between sends the message again, and the broker drops it by the row's key.
 */
public class NewRowsToQueue extends RouteBuilder {

    @Override
    public void configure() {
        from("lobstr:finishedRuns?squid={{?lobstr.squid}}&startFrom={{finished-runs.start-from}}"
             + "&initialDelay=0&delay={{finished-runs.delay}}&idempotentRepository=#handledByNewRows")
                .routeId("new-rows-to-queue")
                .setHeader("runId", simple("${body.id}"))
                .setHeader("squidId", simple("${body.squid}"))
                .convertBodyTo(String.class)
                .setVariable("run", body())
                .to("lobstr:listResults?allPages=true&limit=100")
                .split(method("batches")).streaming().stopOnException()
                .marshal().json()
                .convertBodyTo(String.class)
                .to("sql:classpath:sql/new-rows.sql")
                .setProperty("new", body())
                // not in a transaction: a duplicate would roll it back, and all the others with it
                .split(body()).stopOnException()
                .setHeader("_AMQ_DUPL_ID", simple("${body[id]}"))
                .setBody(simple("${body[row]}"))
                .to("jms:queue:{{new-rows.queue}}")
                .end()
                .setBody(exchangeProperty("new"))
                .marshal().json()
                .convertBodyTo(String.class)
                .to("sql:classpath:sql/sent-rows.sql");
    }
}
