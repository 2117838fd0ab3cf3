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

import io.lobstr.camel.model.Run;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RedeliveryPolicyDefinition;

/**
 * Takes finished runs from a queue, on as many machines as there are, and keeps each in one table of a database, and
 * what became of its tasks in another.
 * <p>
 * At least once, and a repeat changes nothing: effectively once. A message leaves the queue after its rows are written.
 * One that cannot be written, since it is no run, goes to the dead letters with the reason.
 */
public class QueueToDatabase extends RouteBuilder {

    @Override
    public void configure() {
        // time may mend it: the message waits for that, and while it waits, a stop is not held up
        onException(Exception.class).onWhen(method("mayPass"))
                .setRedeliveryPolicyType(new RedeliveryPolicyDefinition().maximumRedeliveries(-1)
                        .redeliveryDelay("{{queue-to-database.retry-delay}}").retryAttemptedLogLevel(LoggingLevel.WARN)
                        .allowRedeliveryWhileStopping(false));
        // anything else is the message's own fault, if it goes on
        onException(Exception.class).maximumRedeliveries("{{queue-to-database.retries}}")
                .redeliveryDelay("{{queue-to-database.retry-delay}}").logExhausted(false)
                .handled(true).to("bean:deadRuns");

        // the session's own transaction is enough: a crash between the tables and the queue repeats what changes nothing
        from("jms:queue:{{runs.queue}}?transacted=true&lazyCreateTransactionManager=false&disableReplyTo=true"
             + "&mapJmsMessage=false&concurrentConsumers={{queue-to-database.consumers}}")
                .routeId("queue-to-database")
                .setProperty("received", body())
                // a sender's headers would choose pages, queries and places
                .removeHeaders("*")
                .to("direct:run-to-tables");

        // a route of its own: what failed is tried again from its first step
        from("direct:run-to-tables")
                .routeId("run-to-tables")
                .errorHandler(noErrorHandler())
                .setBody(exchangeProperty("received"))
                .to("bean:messageText")
                .setVariable("run", body())
                .unmarshal().json(Run.class)
                .setHeader("CamelLobstrRunId").simple("${body.id}")
                .to("lobstr:listRunTasks?allPages=true&limit=100")
                .split(method("batches")).streaming().stopOnException()
                .convertBodyTo(String.class)
                .to("sql:classpath:sql/upsert-run-tasks.sql")
                .to("bean:leftOut")
                .end()
                .setBody(variable("run"))
                .to("sql:classpath:sql/upsert-run.sql")
                .to("bean:leftOut");
    }
}
