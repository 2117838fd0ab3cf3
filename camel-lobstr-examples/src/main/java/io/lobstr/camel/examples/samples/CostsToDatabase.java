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

import io.lobstr.camel.exception.LobstrException;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * Keeps what each run cost, by function, beside the runs that another sample has brought into the tables. A run whose
 * e-mail addresses are still verified, or whose cost cannot be had, is asked for again: ever later, and not for ever.
 * <p>
 * A repeat changes nothing: effectively once. Several machines share the runs.
 */
public class CostsToDatabase extends RouteBuilder {

    @Override
    public void configure() {
        // the next time is written down already
        onException(LobstrException.class).handled(true).logExhausted(false)
                .log(LoggingLevel.WARN, "No cost of run ${header.CamelLobstrRunId} yet: ${exception.message}");

        // synchronous: a tick that takes long puts the next off
        from("timer:costs?period={{costs.period}}&synchronous=true")
                .routeId("costs-to-database")
                .to("sql:classpath:sql/due-costs.sql")
                .split(body())
                .to("direct:cost-of-run");

        from("direct:cost-of-run")
                .routeId("cost-of-run")
                .setHeader("CamelLobstrRunId", simple("${body[id]}"))
                // lists do not say whether addresses are still verified
                .to("lobstr:getRun")
                .convertBodyTo(String.class)
                .setVariable("run", body())
                .to("lobstr:getRunCredits")
                .convertBodyTo(String.class)
                .to("sql:classpath:sql/upsert-cost.sql");
    }
}
