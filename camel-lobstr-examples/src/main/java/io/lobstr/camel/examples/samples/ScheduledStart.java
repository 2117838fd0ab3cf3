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
 * Starts a run by the clock, as long as there are credits enough.
 * <p>
 * Never two runs at once, and never a start that is paid twice: a tick joins a run that is still active, also one whose
 * start was answered to nobody. A tick that fails is a line in the log, and the next one tries again.
 */
public class ScheduledStart extends RouteBuilder {

    @Override
    public void configure() {
        onException(LobstrException.class).handled(true)
                .log(LoggingLevel.WARN, "No run of squid {{scheduled-start.squid}} until the next tick: ${exception.message}");

        // a timer, or cron: see application.properties
        from("{{scheduled-start.from}}")
                .routeId("scheduled-start")
                .to("lobstr:getBalance")
                .choice()
                .when(simple("${body.left} >= {{scheduled-start.minimum-balance}}"))
                .to("lobstr:startRun?squid={{scheduled-start.squid}}&onActiveRun=join")
                .log("Run ${bean:fileName} of squid {{scheduled-start.squid}} is ${body?.status?.replaceAll('[^a-z]', ' ')}")
                .otherwise()
                .log(LoggingLevel.WARN, "No run of squid {{scheduled-start.squid}}: ${body.left} credits are left, and "
                                        + "{{scheduled-start.minimum-balance}} are wanted");
    }
}
