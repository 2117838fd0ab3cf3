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
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * Writes a run's metadata to a JSON file that is named after the run.
 */
public class FinishedRunsToFile extends RouteBuilder {

    /** Takes a run. */
    public static final String START = "direct:runToFile";

    @Override
    public void configure() {
        from(START)
                .routeId("run-to-file")
                .convertBodyTo(String.class)
                // the id came from outside: nothing but letters, digits, - and _ gets into a file's name
                .setHeader(Exchange.FILE_NAME,
                        header(LobstrConstants.RUN_ID).regexReplaceAll("[^A-Za-z0-9_-]", "_").append(".json"))
                // written under another name first, so that whoever reads the folder never sees half a file
                .to("file:{{demo.folder}}/runs?tempPrefix=writing-&fileExist=Override&charset=UTF-8&appendChars=\\n");
    }
}
