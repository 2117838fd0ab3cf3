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

import java.util.Map;

import io.lobstr.camel.LobstrConverters;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * Makes squids on lobstr.io equal to files, which can be kept under version control and applied by a pipeline.
 * <p>
 * A squid is found by its name, and made where there is none. What the file says and lobstr.io has otherwise is set;
 * where nothing differs nothing is written, and what the file does not say is left alone. So it can be applied as often
 * as one likes, also after a crash in the middle. As a dry run it only says what it would do.
 */
public class SquidFromFile extends RouteBuilder {

    @Override
    public void configure() {
        // the file comes again with the next look
        onException(Exception.class).logExhausted(false)
                .log(LoggingLevel.ERROR, "${exchangeProperty.file} is not applied: ${exception.message}")
                .to("bean:exitCode?method=set(1)");

        // files: see application.properties
        from("{{squid-from-file.from}}")
                .routeId("squid-from-file")
                .setProperty("file", header("CamelFileName"))
                .to("bean:squidFile")
                .setProperty("plan", body())
                .setProperty("tasks", simple("${body.tasks}"))
                .to("lobstr:listSquids?limit=100&allPages=true")
                .setHeader("CamelLobstrSquidId", method("squidFile", "find"))
                .filter(header("CamelLobstrSquidId").isNull())
                .to("direct:make-squid")
                .end()
                .filter(header("CamelLobstrSquidId").isNotNull())
                .to("direct:set-squid")
                .to("direct:set-squid-tasks")
                .end()
                .choice()
                .when(simple("{{squid-from-file.dry-run}} == true"))
                .log("Squid ${exchangeProperty.plan.name}: nothing was changed, in a dry run")
                .otherwise()
                .log("Squid ${exchangeProperty.plan.name} is as ${exchangeProperty.file} says");

        from("direct:make-squid")
                .routeId("make-squid")
                .errorHandler(noErrorHandler())
                .to("lobstr:listCrawlers?limit=100&allPages=true")
                .setHeader("CamelLobstrCrawlerId", method("squidFile", "crawler"))
                .log("Squid ${exchangeProperty.plan.name}: make it")
                .filter(simple("{{squid-from-file.dry-run}} == false"))
                .setBody(simple("${exchangeProperty.plan.creation}"))
                .to("lobstr:createSquid");

        from("direct:set-squid")
                .routeId("set-squid")
                .errorHandler(noErrorHandler())
                .to("lobstr:getSquid")
                .convertBodyTo(Map.class)
                .setProperty("squid", body())
                .setBody(method("squidFile", "settings"))
                .filter(simple("${body.size} > 0"))
                .log("Squid ${exchangeProperty.plan.name}: set ${body.keySet()}")
                .filter(simple("{{squid-from-file.dry-run}} == false"))
                .to("lobstr:updateSquid")
                .end()
                .end()
                .setBody(method("squidFile", "delivery"))
                .filter(simple("${body.size} > 0"))
                .log("Squid ${exchangeProperty.plan.name}: deliver to ${body.keySet()}")
                .filter(simple("{{squid-from-file.dry-run}} == false"))
                .to("lobstr:configureDelivery");

        from("direct:set-squid-tasks")
                .routeId("set-squid-tasks")
                .errorHandler(noErrorHandler())
                // those of a squid whose file says nothing of them are left alone
                .filter(exchangeProperty("tasks").isNotNull())
                .to("lobstr:listTasks?limit=100&allPages=true")
                .transform(method(LobstrConverters.class, "toList"))
                .setProperty("present", body())
                .setBody(method("wantedTasks", "others"))
                .filter(simple("${body.size} > 0"))
                .log("Squid ${exchangeProperty.plan.name}: delete ${body.size} of its tasks")
                .filter(simple("{{squid-from-file.dry-run}} == false"))
                .split(body()).stopOnException()
                .setHeader("CamelLobstrTaskId", simple("${body.id}"))
                .to("lobstr:deleteTask")
                .end()
                .end()
                .end()
                .setBody(method("wantedTasks", "missing"))
                .filter(simple("${body.size} > 0"))
                .log("Squid ${exchangeProperty.plan.name}: add ${body.size} tasks")
                .filter(simple("{{squid-from-file.dry-run}} == false"))
                .to("lobstr:addTasks");
    }
}
