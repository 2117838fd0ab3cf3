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
 * Puts the exported file of each finished run into an S3 bucket, in parts where it is big, and its checksum beside it.
 * It goes by the disk, since S3 wants to know its length first, and takes little memory, whatever its size.
 * <p>
 * At least once, and a repeat puts the same object again: effectively once. An object is there only when it is whole;
 * its checksum comes after it.
 */
public class DownloadsToS3 extends RouteBuilder {

    private static final String BUCKET
            = "aws2-s3:{{s3.bucket}}?uriEndpointOverride=RAW({{s3.endpoint}})&overrideEndpoint=true&forcePathStyle=true"
              + "&region={{s3.region}}&accessKey=RAW({{s3.access-key}})&secretKey=RAW({{s3.secret-key}})"
              + "&multiPartUpload=true&partSize={{s3.part-size}}";

    @Override
    public void configure() {
        from("lobstr:finishedRuns?squid={{?lobstr.squid}}&startFrom={{finished-runs.start-from}}&statuses={{downloads.statuses}}"
             + "&initialDelay=0&delay={{finished-runs.delay}}&idempotentRepository=#handledByS3")
                .routeId("downloads-to-s3")
                // a cached stream would be read before the digest listens, and kept
                .noStreamCaching()
                .setHeader("CamelAwsS3Key").simple("{{s3.prefix}}${bean:objectKey}.{{downloads.format}}")
                .setHeader("CamelFileName").simple("${bean:fileName}.{{downloads.format}}")
                .to("lobstr:downloadRun?fileFormat={{downloads.format}}")
                .setBody(method("checksum", "listen"))
                // what an attempt that failed has left is replaced
                .to("file:{{s3.folder}}?eagerDeleteTargetFile=false")
                .setProperty("checksum", method("checksum", "line"))
                .setBody(method("writtenFile"))
                .to(BUCKET)
                .to("bean:writtenFile?method=delete")
                .setBody(exchangeProperty("checksum"))
                .setHeader("CamelAwsS3Key").simple("${header.CamelAwsS3Key}.sha256")
                .to(BUCKET);
    }
}
