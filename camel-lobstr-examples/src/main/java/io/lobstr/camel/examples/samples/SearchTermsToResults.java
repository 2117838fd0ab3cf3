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

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrStoppedException;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.RouteDefinition;

/**
 * Takes search terms from a queue, runs a squid for each, and gives the rows that it finds to another queue, in
 * batches. The squid is there for this queue alone.
 * <p>
 * A run searches, and charges, every active task of its squid, those of earlier terms too, and nothing here takes a
 * task away: clear the squid by hand while the queues are empty, or take a squid for each kind of term. What comes out
 * are the rows of the term's own tasks; only where the squid had one of them before, nobody says which that was, and
 * all rows of the run come out.
 * <p>
 * Every term is searched, and its rows are in the queue once. A term becomes the id of its run in a transaction, and
 * the id becomes rows in another: a crash undoes what was not done wholly, and it is done again. A run whose start is
 * cut off from its transaction is found active, and taken over. It is paid twice only if it has ended before the
 * application is back, or if the crash comes between the mark of the run and the commit.
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
                // what the results answer to; nothing else that a sender says goes any further
                .setHeader("JMSCorrelationID", header("JMSMessageID"))
                .removeHeaders("*", "JMSCorrelationID")
                .to("bean:messageText")
                .to("bean:searchTerms")
                .setProperty("tasks", body())
                .to("direct:await-earlier-search")
                .setBody(exchangeProperty("tasks"))
                .to("lobstr:addTasks?squid={{search-terms.squid}}")
                .setProperty("added", body())
                .to("direct:start-search");

        // a task that is added meanwhile might be searched, and paid, in the run of the term before
        from("direct:await-earlier-search")
                .routeId("await-earlier-search")
                .errorHandler(noErrorHandler())
                .to("lobstr:listRuns?squid={{search-terms.squid}}&limit=1")
                .split(body()).stopOnException()
                // a run that nobody knows is the one that a crash cut off: it is this term's
                .filter().method("startedSearches", "contains(${body.id})")
                .setHeader("CamelLobstrRunId", simple("${body.id}"))
                .to(AWAIT_RUN);

        RouteDefinition startSearch = from("direct:start-search").routeId("start-search");
        // tried again from here on: a term that went back would find its tasks added, and no longer know which
        startSearch.onException(LobstrException.class).onWhen(method("mayPass"))
                .setRedeliveryPolicyType(new RedeliveryPolicyDefinition().maximumRedeliveries(-1)
                        .redeliveryDelay("{{search-terms.retry-delay}}").retryAttemptedLogLevel(LoggingLevel.WARN)
                        .allowRedeliveryWhileStopping(false).logExhausted(false));
        startSearch
                .to("lobstr:startRun?squid={{search-terms.squid}}&onActiveRun=join")
                // marked just before the commit, where no run is started any more
                .idempotentConsumer(header("CamelLobstrRunId")).idempotentRepository("startedSearches").eager(false)
                .choice()
                .when(simple("${exchangeProperty.added.duplicatedCount} == 0 && ${exchangeProperty.added.tasks.size} > 0"))
                .split(simple("${exchangeProperty.added.tasks}")).stopOnException()
                .setHeader("task", simple("${body.id}"))
                .to("direct:search-started")
                .endChoice()
                .otherwise()
                .to("direct:search-started")
                .end()
                .stop()
                .end()
                // somebody else has started it: it has to end first
                .to(AWAIT_RUN)
                .to("direct:start-search");

        from("direct:search-started")
                .routeId("search-started")
                .errorHandler(noErrorHandler())
                .setBody(header("CamelLobstrRunId"))
                .to("jms:queue:{{search-terms.runs-queue}}");

        from("jms:queue:{{search-terms.runs-queue}}" + IN_TRANSACTION)
                .routeId("search-results")
                .transacted("inJmsTransaction")
                .setProperty("received", body())
                .setProperty("deliveries", header("JMSXDeliveryCount"))
                // none: all rows of the run
                .removeHeaders("*", "JMSCorrelationID|task")
                .setHeader("CamelLobstrTaskId", header("task"))
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
