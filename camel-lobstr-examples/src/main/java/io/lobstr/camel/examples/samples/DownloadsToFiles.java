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
 * Downloads the exported file of each finished run, and writes its checksum beside it. The file goes to the disk as it
 * comes, whatever its size.
 * <p>
 * At least once, and a repeat writes the same file again: effectively once. A file has its name only when it is whole;
 * its checksum comes after it.
 */
public class DownloadsToFiles extends RouteBuilder {

    private static final String FOLDER
            = "file:{{files.folder}}/downloads?tempFileName=${header.CamelFileName}.writing&eagerDeleteTargetFile=false";

    @Override
    public void configure() {
        from("lobstr:finishedRuns?squid={{?lobstr.squid}}&startFrom={{finished-runs.start-from}}&statuses={{downloads.statuses}}"
             + "&initialDelay=0&delay={{finished-runs.delay}}&idempotentRepository=#handledByDownloads")
                .routeId("downloads-to-files")
                // a cached stream would be read before the digest listens, and kept
                .noStreamCaching()
                // the id came from outside, and not every id is a file's name
                .setHeader("CamelFileName").simple("${bean:fileName}.{{downloads.format}}")
                .to("lobstr:downloadRun?fileFormat={{downloads.format}}")
                .setBody(method("checksum", "listen"))
                .to(FOLDER)
                .setBody(method("checksum", "line"))
                .setHeader("CamelFileName").simple("${header.CamelFileName}.sha256")
                .to(FOLDER);
    }
}
