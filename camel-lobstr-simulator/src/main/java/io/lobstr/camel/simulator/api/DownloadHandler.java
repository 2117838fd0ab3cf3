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
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.simulator.state.SimulatedRun;

/**
 * Answers where the exported file of a run is.
 */
final class DownloadHandler {

    private static final int MOST_ROWS_OF_XLSX = 1_000_000;

    private final Behaviour behaviour;
    private final SignedLinks links;
    private final Map<String, Integer> asked = new HashMap<>();

    DownloadHandler(Behaviour behaviour, SignedLinks links) {
        this.behaviour = behaviour;
        this.links = links;
    }

    JsonNode download(Call call) {
        SimulatedRun run = call.runOfPath();
        ExportFormat format = call.request().parameter("file_format").map(DownloadHandler::format).orElse(ExportFormat.CSV);
        if (!run.snapshot().isExported()) {
            throw new ApiException(ApiError.notFound());
        }
        if (format == ExportFormat.XLSX && run.results() > MOST_ROWS_OF_XLSX) {
            throw new ApiException(ApiError.invalid("file_format", "xlsx holds no more than " + MOST_ROWS_OF_XLSX + " rows"));
        }
        int answers = format == ExportFormat.CSV ? 0 : behaviour.processingAnswers();
        int before = answers == 0 ? 0 : asked.merge(run.id() + format, 1, Integer::sum) - 1;
        if (before < answers) {
            return Json.object().put("status", "processing").put("progress", before * 100 / answers);
        }
        Instant now = call.account().now();
        return Json.object().put("s3", links.sign(run.id(), format, Columns.of(call.request()), now, behaviour.linkValidity()));
    }

    private static ExportFormat format(String name) {
        return ExportFormat.named(name)
                .orElseThrow(() -> new ApiException(ApiError.invalid("file_format", "it must be csv, json, jsonl or xlsx")));
    }
}
