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

import io.lobstr.camel.client.LobstrException;
import io.lobstr.camel.client.LobstrNotFoundException;
import io.lobstr.camel.client.LobstrStoppedException;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.builder.RouteBuilder;

/**
 * Takes search terms from a queue, runs a squid for each, and gives the rows that it finds to another queue, in
 * batches. The squid is there for this queue alone.
 * <p>
 * Every term is searched, and its rows are in the queue once. A term becomes the id of its run in a transaction, and
 * the id becomes rows in another: a crash undoes what was not done wholly, and it is done again. A run whose start is
 * cut off from its transaction is found active, and taken over. It is paid twice only if it has ended before the
 * application is back, or if the crash comes between the mark of the run and the commit.
 */
public class SearchTermsToResults extends RouteBuilder {

    private static final String IN_TRANSACTION
            = "?transacted=true&transactionManager=#jmsTransactions&disableReplyTo=true&errorHandlerLoggingLevel=DEBUG";

    @Override
    public void configure() {
        // not the message's fault: it goes back, and comes again first in line; the rollback is a line in the log
        onException(Exception.class).logExhausted(false).delay(simple("${properties:search-terms.retry-delay}")).end();
        // the application ends
        onException(LobstrStoppedException.class).logExhausted(false);

        from("jms:queue:{{search-terms.queue}}" + IN_TRANSACTION)
                .routeId("search-terms")
                // keeps all steps on the thread of the transaction, which transacted=true alone does not
                .transacted("inJmsTransaction")
                .setProperty("received", body())
                // what the results answer to; nothing else that a sender says goes any further
                .setHeader("JMSCorrelationID", header("JMSMessageID"))
                .removeHeaders("*", "JMSCorrelationID")
                .doTry()
                .convertBodyTo(String.class, "UTF-8")
                .to("bean:searchTerms")
                .to("lobstr:addTasks?squid={{search-terms.squid}}")
                .doCatch(LobstrException.class).onWhen(simple("${exception.statusCode} == 400"))
                .to("direct:dead-search-term")
                .doCatch(MessageFormatException.class, InvalidPayloadException.class)
                .to("direct:dead-search-term")
                .end()
                .to("direct:start-search");

        from("direct:start-search")
                .routeId("start-search")
                .to("lobstr:startRun?squid={{search-terms.squid}}&onActiveRun=join")
                // marked just before the commit, where no run is started any more
                .idempotentConsumer(header("CamelLobstrRunId")).idempotentRepository("startedSearches").eager(false)
                .setBody(header("CamelLobstrRunId"))
                .to("jms:queue:{{search-terms.runs-queue}}")
                .stop()
                .end()
                // the run of the term before: it has to end first
                .to("lobstr:awaitRun?awaitTimeout={{search-terms.await-timeout}}&pollInterval={{search-terms.poll-interval}}")
                .to("direct:start-search");

        from("direct:dead-search-term")
                .routeId("dead-search-term")
                .setHeader("reason", simple("${exception.message}"))
                .setBody(exchangeProperty("received"))
                .to("jms:queue:{{search-terms.dead-letters}}")
                .stop();

        from("jms:queue:{{search-terms.runs-queue}}" + IN_TRANSACTION)
                .routeId("search-results")
                .transacted("inJmsTransaction")
                .setProperty("received", body())
                .setHeader("CamelLobstrRunId", body())
                .doTry()
                .to("lobstr:awaitRun?awaitTimeout={{search-terms.await-timeout}}&pollInterval={{search-terms.poll-interval}}")
                .doCatch(LobstrNotFoundException.class)
                .to("direct:dead-search-term")
                .end()
                .setHeader("runId", simple("${body.id}"))
                .setHeader("runStatus", simple("${body.status}"))
                .setHeader("page", constant(1))
                .loopDoWhile(header("page").isNotNull())
                .setHeader("CamelLobstrPage", header("page"))
                .to("lobstr:listResults?limit={{results.batch}}")
                .setHeader("pages", header("CamelLobstrTotalPages"))
                .convertBodyTo(String.class)
                .to("jms:queue:{{results.queue}}")
                .setHeader("page", header("CamelLobstrNextPage"))
                .end();
    }
}
