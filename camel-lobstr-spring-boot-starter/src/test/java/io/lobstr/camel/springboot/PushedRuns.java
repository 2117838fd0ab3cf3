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
package io.lobstr.camel.springboot;

import org.apache.camel.builder.RouteBuilder;

/**
 * A route that webhooks call. It is there before the HTTP server listens, as in any application.
 */
class PushedRuns extends RouteBuilder {

    static final String ROUTE = "pushed-runs";

    @Override
    public void configure() {
        // what comes out before ten minutes have passed was not polled for
        from("lobstr:finishedRuns?squid={{lobstr.pushed-squid}}&initialDelay=0&delay=10m&push=true"
             + "&webhookUrl={{lobstr.webhook.url}}&webhookSecret={{lobstr.webhook.secret}}")
                .routeId(ROUTE)
                .log("run ${body.id} is ${body.status}");
    }
}
