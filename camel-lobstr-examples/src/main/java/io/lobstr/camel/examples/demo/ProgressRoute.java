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
package io.lobstr.camel.examples.demo;

import io.lobstr.camel.LobstrConstants;
import io.lobstr.camel.exception.LobstrException;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * Looks again and again at the runs that are under way.
 */
final class ProgressRoute extends RouteBuilder {

    private final RunBook book;

    ProgressRoute(RunBook book) {
        this.book = book;
    }

    @Override
    public void configure() {
        // only something to look at: the next look may have more luck
        onException(LobstrException.class)
                .handled(true)
                .log(LoggingLevel.INFO, "No progress to show: ${exception.message}");

        from("timer:progress?delay={{progress.period}}&period={{progress.period}}&synchronous=true")
                .routeId("progress")
                .split(method(book, "busySquids"))
                .setHeader(LobstrConstants.SQUID_ID, body())
                .to("lobstr:listRuns?limit=10")
                .bean(book, "seen")
                .end();
    }
}
