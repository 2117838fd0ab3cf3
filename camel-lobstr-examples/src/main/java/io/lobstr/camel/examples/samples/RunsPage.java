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

import io.lobstr.camel.LobstrConverters;
import io.lobstr.camel.exception.LobstrException;
import org.apache.camel.builder.RouteBuilder;

/**
 * A page to look at: which runs are under way and how far, which have finished, what they cost, why they failed, and
 * where the samples have brought what of them.
 * <p>
 * The page only reads tables. What is under way is written there by a route of its own, which asks lobstr.io: a request
 * for a hundred squids, one for each of them in which a run is open or has ended since, and one for each run that is
 * under way.
 */
public class RunsPage extends RouteBuilder {

    @Override
    public void configure() {
        onException(LobstrException.class).handled(true)
                .to("bean:runPages?method=noLook");
        onException(Exception.class).handled(true)
                .to("direct:runs-page-trouble");

        from("direct:runs-page-trouble")
                .routeId("runs-page-trouble")
                .to("bean:runPages?method=trouble")
                .to("bean:pageTemplates");

        // nobody waits for the body of a request, which says nothing here
        from("platform-http:/runs?matchOnUriPrefix=true&useBodyHandler=false")
                .routeId("runs-page")
                .process("pageDoor")
                .choice()
                .when(simple("${exchangeProperty.page} == '/runs'"))
                .to("bean:runPages?method=runs")
                .to("bean:pageTemplates")
                .when(simple("${exchangeProperty.page} == '/runs/live'"))
                .to("bean:runPages?method=live")
                .to("bean:pageTemplates")
                .when(simple("${exchangeProperty.page} == '/runs/run'"))
                .to("bean:runPages?method=run")
                .to("bean:pageTemplates")
                .otherwise()
                .to("bean:pageAssets?method=answer");

        // the same as one file, for whoever sends a message to it
        from("direct:runs-report")
                .routeId("runs-report")
                // who asked is told of a failure, and gets no page that says so
                .errorHandler(noErrorHandler())
                .to("bean:runPages?method=report")
                .to("bean:pageTemplates");

        from("{{running-runs.from}}")
                .routeId("running-runs")
                .to("sql:classpath:sql/begin-look.sql?outputType=SelectOne")
                .setProperty("began", body())
                .to("lobstr:listSquids?allPages=true&limit=100")
                .transform(method(LobstrConverters.class, "toList"))
                .setProperty("squids", body())
                .convertBodyTo(String.class)
                .to("sql:classpath:sql/upsert-squids.sql")
                .setBody(exchangeProperty("squids"))
                .split(method("runningSquids", "toRead")).stopOnException()
                .setHeader("CamelLobstrSquidId", body())
                .to("lobstr:listRuns?limit=20")
                .setProperty("runs", body())
                .split(simple("${body}")).stopOnException()
                .filter(simple("${body.finished} == false"))
                .setHeader("CamelLobstrRunId", simple("${body.id}"))
                .convertBodyTo(String.class)
                .setProperty("run", body())
                .to("lobstr:getRunStats")
                .convertBodyTo(String.class)
                .to("sql:classpath:sql/upsert-running-run.sql")
                .end()
                .end()
                .to("bean:runningSquids?method=wasRead")
                .end()
                .to("sql:classpath:sql/end-look.sql")
                .to("bean:runPages?method=looked");
    }
}
