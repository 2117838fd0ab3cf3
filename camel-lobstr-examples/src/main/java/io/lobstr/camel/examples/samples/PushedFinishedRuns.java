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
 * Writes what lobstr.io says of each finished run into a JSON file of its own, within seconds of its end: webhooks of
 * lobstr.io tell where to look. What no call tells of is found by a poll, so that every run is there. At least once,
 * and a repeat writes the same file again: effectively once.
 */
public class PushedFinishedRuns extends RouteBuilder {

    @Override
    public void configure() {
        from("lobstr:finishedRuns?squid={{?lobstr.squid}}&startFrom={{finished-runs.start-from}}"
             + "&initialDelay=0&delay={{pushed-finished-runs.delay}}&idempotentRepository=#handledByPush"
             + "&push=true&webhookUrl={{?webhook.url}}&webhookSecret={{webhook.secret}}")
                .routeId("pushed-finished-runs")
                .convertBodyTo(String.class)
                // the id came from outside, and not every id is a file's name
                .setHeader("CamelFileName").simple("${bean:fileName}.json")
                // written under another name first, so that whoever reads the folder never sees half a file
                .to("file:{{files.folder}}/pushed?tempFileName=${header.CamelFileName}.writing&eagerDeleteTargetFile=false"
                    + "&charset=UTF-8");
    }
}
