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
package io.lobstr.camel.simulator.api;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.state.Ids;
import io.lobstr.camel.simulator.state.RunSnapshot;
import io.lobstr.camel.simulator.state.SimulatedRun;

/**
 * One row of a run's results: the API's fields, then the crawler's.
 */
final class ResultRow {

    private ResultRow() {
    }

    static ObjectNode of(SimulatedRun run, RunSnapshot now, int index) {
        Instant scraped = now.startedAt().plus(now.duration().multipliedBy(index + 1L).dividedBy(Math.max(1, now.results())));
        ObjectNode json = Json.object();
        json.put("id", Ids.of(now.id() + ":" + index)).put("object", "result").put("squid", now.squid())
                .put("run", now.id()).put("scraping_time", Times.seconds(scraped));
        run.squid().rows().row(now.id(), index).forEach((name, value) -> json.set(name, Json.of(value)));
        return json;
    }
}
