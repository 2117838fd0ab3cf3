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
package io.lobstr.camel.examples.routes;

import io.lobstr.camel.LobstrConstants;
import io.lobstr.camel.client.LobstrException;
import io.lobstr.camel.client.LobstrRateLimitException;
import io.lobstr.camel.client.LobstrRunActiveException;
import io.lobstr.camel.client.LobstrServerException;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * Starts a run of the next squid at every tick of a timer.
 */
public class StartRunsRoute extends RouteBuilder {

    @Override
    public void configure() {
        // A squid has one active run at a time. Being early is normal: a later tick starts the run.
        onException(LobstrRunActiveException.class)
                .handled(true)
                .log(LoggingLevel.DEBUG, "Squid ${header.CamelLobstrSquid} is still running");

        // The API is busy or out of reach, which passes.
        onException(LobstrServerException.class, LobstrRateLimitException.class)
                .handled(true)
                .log(LoggingLevel.WARN, "No run was started, a later tick tries again: ${exception.message}");

        // Anything else stays as it is until somebody acts: no credits are left, the squid is not ready, …
        onException(LobstrException.class)
                .handled(true)
                .bean("runBook", "refused");

        // synchronous: no tick before the answer to the one before
        from("timer:startRuns?delay={{startRuns.delay}}&period={{startRuns.period}}&synchronous=true")
                .routeId("start-runs")
                .setHeader(LobstrConstants.SQUID, method("runBook", "nextSquid"))
                .filter(header(LobstrConstants.SQUID).isNotNull())
                .to("lobstr:startRun")
                .log(LoggingLevel.INFO, "Started run ${body.id} of squid ${body.squid}")
                .bean("runBook", "started")
                .end();
    }
}
