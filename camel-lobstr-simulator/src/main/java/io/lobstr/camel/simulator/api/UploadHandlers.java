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

import java.nio.charset.CharacterCodingException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.state.SimulatedCrawler;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.Upload;
import io.lobstr.camel.simulator.traffic.Part;

/**
 * Takes files of tasks, and answers what became of them.
 */
final class UploadHandlers {

    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final Behaviour behaviour;

    UploadHandlers(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    JsonNode upload(Call call) {
        Part file = part(call, "file");
        SimulatedSquid squid = call.squid(part(call, "squid").text());
        if (file.content().length > behaviour.largestUpload()) {
            throw new ApiException(ApiError.fileTooBig());
        }
        SimulatedCrawler crawler = call.account().crawlers().find(squid.crawler()).orElseThrow();
        TaskFile tasks = tasks(file, crawler);
        boolean failing = behaviour.has(Quirk.UPLOADS_FAIL) || !tasks.isReadable();
        Upload upload = call.account().uploads().add(squid, tasks.valid(), tasks.invalid(), failing);
        return Json.object().put("id", upload.id()).put("object", "task_upload");
    }

    Reply state(Call call) {
        Upload upload = call.account().uploads().find(call.path().get("upload"))
                .orElseThrow(() -> new ApiException(ApiError.uploadNotFound()));
        String state = upload.stateAt(call.account().now());
        ObjectNode json = Json.object().put("id", upload.id()).put("object", "task_upload").put("state", state);
        if (state.equals("SUCCESS")) {
            json.putObject("meta").put("valid", upload.valid()).put("inserted", upload.inserted())
                    .put("duplicates", upload.valid() - upload.inserted()).put("invalid", upload.invalid());
        } else {
            json.putNull("meta");
        }
        return new Reply(state.startsWith("P") ? ACCEPTED : OK, json);
    }

    private static TaskFile tasks(Part file, SimulatedCrawler crawler) {
        try {
            return TaskFile.read(file, crawler);
        } catch (CharacterCodingException e) {
            throw new ApiException(ApiError.badEncoding());
        }
    }

    private static Part part(Call call, String name) {
        return call.request().part(name).orElseThrow(() -> new ApiException(ApiError.needed(name)));
    }
}
