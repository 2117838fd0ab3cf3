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

import jakarta.jms.MessageFormatException;

import io.lobstr.camel.LobstrConverters;
import io.lobstr.camel.exception.LobstrRunActiveException;
import io.lobstr.camel.exception.LobstrStoppedException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.RouteDefinition;

/**
 * Takes search terms from a queue, runs a squid for each, and gives the rows that it finds to another queue, in
 * batches. The squid is there for this queue alone: before each run, all tasks but the term's own are deleted, since a
 * run searches, and charges, every task of its squid. The rows of the runs before stay.
 * <p>
 * Every term is searched, and its rows are in the queue once. A term becomes the id of its run in a transaction, and
 * the id becomes rows in another: a crash undoes what was not done wholly, and it is done again. A run whose start was
 * cut off from its transaction is known again, be it active or over, and not paid twice: by the message that it was
 * started for or, where the crash was quicker than that, by the tasks of the squid and the time.
 * <p>
 * What time may mend is tried for as long as that takes, in order. Anything else is tried a few times, and then put
 * aside with its reason, so that nothing waits behind it for ever.
 */
public class SearchTermsToResults extends RouteBuilder {

    private static final String IN_TRANSACTION
            = "?transacted=true&transactionManager=#jmsTransactions&disableReplyTo=true&mapJmsMessage=false"
              + "&errorHandlerLoggingLevel=DEBUG";
    private static final String AWAIT_RUN
            = "lobstr:awaitRun?awaitTimeout={{search-terms.await-timeout}}&pollInterval={{search-terms.poll-interval}}";

    @Override
    public void configure() {
        // goes back, and comes again first in line; the rollback is a line in the log
        onException(Exception.class)
                .onWhen(simple("${bean:mayPass} == true || ${exchangeProperty.deliveries} < {{search-terms.attempts}}"))
                .logExhausted(false).delay(simple("${properties:search-terms.retry-delay}")).end();
        onException(Exception.class, MessageFormatException.class).handled(true).logExhausted(false).to("bean:deadSearches");
        // the application ends
        onException(LobstrStoppedException.class).logExhausted(false);

        from("jms:queue:{{search-terms.queue}}" + IN_TRANSACTION)
                .routeId("search-terms")
                // keeps all steps on the thread of the transaction, which transacted=true alone does not
                .transacted("inJmsTransaction")
                .setProperty("received", body())
                .setProperty("deliveries", header("JMSXDeliveryCount"))
                .setProperty("sent", header("JMSTimestamp"))
                // what the results answer to; nothing else that a sender says goes any further
                .setHeader("JMSCorrelationID", header("JMSMessageID"))
                .removeHeaders("*", "JMSCorrelationID")
                .to("bean:messageText")
                .to("bean:searchTerms")
                .setProperty("tasks", body())
                .to("lobstr:listTasks?squid={{search-terms.squid}}&limit=100&allPages=true")
                .transform(method(LobstrConverters.class, "toList"))
                .setProperty("present", body())
                .to("lobstr:listRuns?squid={{search-terms.squid}}&limit=1")
                .choice()
                .when(method("searches", "isStarted"))
                .setBody(simple("${body[0].id}"))
                .otherwise()
                // what is added meanwhile might be searched, and paid, in the run of the term before
                .split(body()).stopOnException()
                .setHeader("CamelLobstrRunId", simple("${body.id}"))
                .to(AWAIT_RUN)
                .end()
                .to("direct:set-search-tasks")
                .to("lobstr:startRun?squid={{search-terms.squid}}")
                .setBody(simple("${body.id}"))
                .end()
                .to("bean:searches?method=remember")
                .to("jms:queue:{{search-terms.runs-queue}}");

        RouteDefinition setTasks = from("direct:set-search-tasks").routeId("set-search-tasks");
        // for some seconds after a run no task can be deleted
        setTasks.onException(LobstrRunActiveException.class)
                .setRedeliveryPolicyType(new RedeliveryPolicyDefinition().maximumRedeliveries(-1)
                        .redeliveryDelay("{{search-terms.poll-interval}}").allowRedeliveryWhileStopping(false)
                        .logExhausted(false));
        setTasks
                .setBody(method("wantedTasks", "others"))
                .split(body()).stopOnException()
                .setHeader("CamelLobstrTaskId", simple("${body.id}"))
                .to("lobstr:deleteTask")
                .end()
                .setBody(method("wantedTasks", "missing"))
                .filter(simple("${body.size} > 0"))
                .to("lobstr:addTasks?squid={{search-terms.squid}}");

        from("jms:queue:{{search-terms.runs-queue}}" + IN_TRANSACTION)
                .routeId("search-results")
                .transacted("inJmsTransaction")
                .setProperty("received", body())
                .setProperty("deliveries", header("JMSXDeliveryCount"))
                .removeHeaders("*", "JMSCorrelationID")
                .to("bean:messageText")
                .setHeader("CamelLobstrRunId", body())
                .to(AWAIT_RUN)
                .setHeader("runId", simple("${body.id}"))
                .setHeader("runStatus", simple("${body.status}"))
                .setHeader("page", constant(1))
                .loopDoWhile(header("page").isNotNull())
                .setHeader("CamelLobstrPage", header("page"))
                .to("lobstr:listResults?limit={{results.batch}}")
                .setHeader("pages", header("CamelLobstrTotalPages"))
                .convertBodyTo(String.class)
                .to("jms:queue:{{results.queue}}")
                .setHeader("page", header("CamelLobstrNextPage"));
    }
}
