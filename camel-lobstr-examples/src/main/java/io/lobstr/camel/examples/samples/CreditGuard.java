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

import io.lobstr.camel.exception.LobstrNotFoundException;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * Aborts runs that cost more than they may, whoever has started them: there is a limit for the run of a squid, and one
 * for all runs of a day. Each abort is a notice, and so are a run that goes on after it, and one that does not say what
 * it has used.
 * <p>
 * What was spent, and which runs were aborted for it, is in a database, so that it is known after a restart too. A run
 * is aborted once; where the answer to the abort is lost, the next look tells whether it was, and where the run goes on
 * all the same, it is aborted again. A notice that was sent may be sent again after a crash.
 */
public class CreditGuard extends RouteBuilder {

    @Override
    public void configure() {
        // of one squid or run: the others are looked at all the same
        onException(Exception.class).handled(true)
                .log(LoggingLevel.WARN, "Not guarded until the next look: ${exception.message}");

        from("{{credit-guard.from}}")
                .routeId("credit-guard")
                .setProperty("day", method("creditLimits", "day"))
                .setProperty("limits", method("creditLimits", "json"))
                // a request for a hundred squids, and one for each in which a run is open or has ended since
                .to("lobstr:listSquids?allPages=true&limit=100")
                .split(method("openSquids", "toRead"))
                .setHeader("CamelLobstrSquidId", body())
                .to("lobstr:listRuns?limit=100")
                .setProperty("runs", body())
                .convertBodyTo(String.class)
                .to("sql:classpath:sql/upsert-guarded-runs.sql")
                .to("bean:openSquids?method=wasRead")
                .end()
                .to("sql:classpath:sql/runs-to-abort.sql")
                .split(body())
                .setHeader("CamelLobstrRunId", simple("${body[run]}"))
                .doTry()
                .to("lobstr:abortRun")
                .to("sql:classpath:sql/mark-aborted.sql")
                .doCatch(LobstrNotFoundException.class)
                // it has ended, or its squid was deleted
                .to("sql:classpath:sql/mark-gone.sql")
                .end()
                .end()
                .to("sql:classpath:sql/guard-to-tell.sql")
                .split(body())
                .setHeader("CamelLobstrRunId", simple("${body[run]}"))
                .setProperty("tell", simple("${body[tell]}"))
                .to("bean:creditLimits?method=notice")
                .to("{{notices.to}}")
                .to("sql:classpath:sql/mark-told.sql");
    }
}
