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

import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.simulator.state.Ids;

/**
 * Answers what is asked about the user.
 */
final class AccountHandlers {

    JsonNode balance(Call call) {
        return Json.object().put("available", call.account().allotment()).put("consumed", call.account().consumed());
    }

    JsonNode me(Call call) {
        return Json.object().put("id", Ids.of("user")).put("object", "user").put("email", "user@example.com");
    }
}
