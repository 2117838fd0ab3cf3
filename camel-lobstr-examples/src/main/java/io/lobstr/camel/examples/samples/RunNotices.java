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
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * Sends a notice of what nobody would notice: a run that failed, with its tasks that did; one that ended with no rows,
 * or far fewer than usual; a scheduled run that did not start; a squid without a run for longer than ever; an account
 * whose cookies have expired.
 * <p>
 * Each once, and again only after it was well in between: what was told is remembered by when it was last well. At
 * least once: a notice that was taken may be sent again after a crash.
 */
public class RunNotices extends RouteBuilder {

    private static final String NEXT_TIME = "Not looked at, or not told, until the next time: ${exception.message}";

    @Override
    public void configure() {
        from("lobstr:finishedRuns?squid={{?lobstr.squid}}&startFrom={{finished-runs.start-from}}"
             + "&initialDelay=0&delay={{finished-runs.delay}}&idempotentRepository=#handledByNotices")
                .routeId("run-notices")
                .setProperty("run", body())
                .to("lobstr:listRuns?limit=100")
                .setBody(method("runTrouble"))
                .filter(body().isNotNull())
                .idempotentConsumer(simple("${body.key}")).idempotentRepository("toldNotices").eager(false)
                .choice()
                .when(simple("${body.text} == null"))
                .to("lobstr:listRunTasks?allPages=true&limit=100")
                .to("bean:failedRunNotice")
                .otherwise()
                .setBody(simple("${body.text}"))
                .end()
                .to("{{notices.to}}");

        from("{{notices.from}}")
                .routeId("silence-notices")
                .onException(Exception.class).handled(true)
                .log(LoggingLevel.WARN, NEXT_TIME).end()
                .setProperty("only", simple("${properties:lobstr.squid:*}"))
                .to("lobstr:listSquids?allPages=true&limit=100")
                .transform(method(LobstrConverters.class, "toList"))
                .setProperty("squids", body())
                // of a squid that has been silent for a while it is read once how often it runs
                .split(method("silence", "toRead"))
                .setHeader("CamelLobstrSquidId", body())
                .to("lobstr:listRuns?limit=11")
                .to("bean:silence?method=wasRead")
                .end()
                .setBody(method("silence", "notices"))
                .to("direct:tell-notices")
                .to("lobstr:listAccounts?allPages=true&limit=100")
                .setBody(method("expiredAccounts"))
                .to("direct:tell-notices");

        from("direct:tell-notices")
                .routeId("tell-notices")
                .onException(Exception.class).handled(true)
                .log(LoggingLevel.WARN, NEXT_TIME).end()
                .split(body())
                .idempotentConsumer(simple("${body.key}")).idempotentRepository("toldNotices").eager(false)
                .removeHeader("CamelLobstrRunId")
                .setHeader("noticeKey", simple("${body.key}"))
                .setBody(simple("${body.text}"))
                .to("{{notices.to}}");
    }
}
