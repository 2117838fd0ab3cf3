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

import java.time.ZoneOffset;

import io.lobstr.camel.model.Run;
import org.apache.camel.Body;
import org.apache.camel.Handler;

/**
 * Where a run belongs in a bucket: {@code squid/day/run}. Each part is one that every store and file system takes.
 */
public class ObjectKey {

    private static final String UNKNOWN = "unknown";

    /**
     * @param  run a finished run
     * @return     a key without an ending; the day is that on which the run ended, in UTC
     */
    @Handler
    public String of(@Body Run run) {
        return (run.getSquid() == null ? UNKNOWN : FileName.of("squid", run.getSquid())) + "/"
               + (run.getEndedAt() == null
                       ? UNKNOWN : run.getEndedAt().withOffsetSameInstant(ZoneOffset.UTC).toLocalDate())
               + "/"
               + FileName.of("run", run.getId());
    }
}
