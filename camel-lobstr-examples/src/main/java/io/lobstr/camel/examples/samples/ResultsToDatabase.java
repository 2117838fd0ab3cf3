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
 * Keeps the rows of each finished run in a table of a database, as JSON. They are read page by page and written batch
 * by batch, so that a run of any size needs little memory.
 * <p>
 * Without {@code results.key} each row of each run is kept. With it, a row that several runs of a squid show is kept
 * once, with the run that showed it first and the one that showed it last; and where rows have other fields than
 * before, a notice says so.
 * <p>
 * At least once, and a repeat changes nothing: effectively once, where rows have an id. Rows of one run that have none
 * and say the same are kept as one.
 */
public class ResultsToDatabase extends RouteBuilder {

    @Override
    public void configure() {
        from("lobstr:finishedRuns?squid={{?lobstr.squid}}&startFrom={{finished-runs.start-from}}"
             + "&initialDelay=0&delay={{finished-runs.delay}}&idempotentRepository=#handledByResults")
                .routeId("results-to-database")
                .convertBodyTo(String.class)
                .setVariable("run", body())
                // fewer and bigger pages: two a second are all that the API answers
                .to("lobstr:listResults?allPages=true&limit=100")
                .split(method("batches")).streaming().stopOnException()
                .marshal().json()
                .convertBodyTo(String.class)
                .choice()
                .when(simple("${properties:results.key} == ''"))
                .to("sql:classpath:sql/upsert-results.sql")
                .to("bean:leftOut")
                .otherwise()
                .to("sql:classpath:sql/upsert-rows.sql")
                .end()
                .end()
                .filter(simple("${properties:results.key} != ''"))
                .to("sql:classpath:sql/complete-rows.sql")
                .to("sql:classpath:sql/changed-fields.sql")
                .filter(simple("${body.size} > 0"))
                .setProperty("changed", body())
                .to("bean:fieldsNotice")
                .to("{{results.fields-to}}")
                // a crash before this tells them again
                .setBody(exchangeProperty("changed"))
                .marshal().json()
                .convertBodyTo(String.class)
                .to("sql:classpath:sql/told-fields.sql");
    }
}
