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
 * Keeps each finished run in one table of a database, and what became of its tasks in another.
 * <p>
 * At least once, and a repeat changes nothing: effectively once. The run's own row is written last, so that a run that
 * is in the table has all its tasks.
 */
public class FinishedRunsToDatabase extends RouteBuilder {

    @Override
    public void configure() {
        from("lobstr:finishedRuns?squid={{?lobstr.squid}}&startFrom={{finished-runs.start-from}}"
             + "&initialDelay=0&delay={{finished-runs.delay}}&idempotentRepository=#handledByDatabase")
                .routeId("finished-runs-to-database")
                .convertBodyTo(String.class)
                .setVariable("run", body())
                .to("lobstr:listRunTasks?allPages=true&limit=100")
                // a statement for so many at a time, while the next pages are not even asked for
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
