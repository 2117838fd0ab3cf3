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
 * Sends a notice of each run that ended in error or was aborted, with the tasks that failed and why.
 * <p>
 * At least once: a run is marked as handled after its notice was taken, so a crash in between sends the notice again.
 */
public class FailedRunsNotice extends RouteBuilder {

    @Override
    public void configure() {
        from("lobstr:finishedRuns?squid={{?lobstr.squid}}&statuses=error,aborted&startFrom={{finished-runs.start-from}}"
             + "&initialDelay=0&delay={{finished-runs.delay}}&idempotentRepository=#handledByNotices")
                .routeId("failed-runs-notice")
                .setProperty("run", body())
                .to("lobstr:listRunTasks?allPages=true&limit=100")
                .to("bean:failedRunNotice")
                .to("{{notices.to}}");
    }
}
