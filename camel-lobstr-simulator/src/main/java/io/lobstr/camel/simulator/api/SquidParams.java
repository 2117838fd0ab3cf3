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

import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.simulator.state.CrawlerParam;
import io.lobstr.camel.simulator.state.SimulatedCrawler;

/**
 * Checks the parameters of squids. Those that their crawler does not know are let through.
 */
final class SquidParams {

    private SquidParams() {
    }

    static void check(SimulatedCrawler crawler, String name, JsonNode value) {
        if (name.equals("functions")) {
            functions(crawler, value);
        } else if (crawler.function(name).isPresent()) {
            throw new ApiException(ApiError.invalidParam(name));
        } else {
            crawler.squidParam(name).ifPresent(param -> check(param, value));
        }
    }

    private static void functions(SimulatedCrawler crawler, JsonNode switches) {
        if (!switches.isObject()) {
            throw new ApiException(ApiError.invalidType("functions", "an object"));
        }
        switches.properties().forEach(function -> {
            if (crawler.function(function.getKey()).isEmpty()) {
                throw new ApiException(ApiError.functionNotFound(function.getKey()));
            }
            if (!function.getValue().isBoolean()) {
                throw new ApiException(ApiError.invalidType(function.getKey(), "a boolean"));
            }
        });
    }

    private static void check(CrawlerParam param, JsonNode value) {
        if (value.isNull()) {
            if (param.required()) {
                throw new ApiException(ApiError.needed(param.name()));
            }
            return;
        }
        boolean typed = switch (param.type()) {
            case "integer" -> value.isInt();
            case "boolean" -> value.isBoolean();
            default -> value.isTextual();
        };
        if (!typed) {
            throw new ApiException(ApiError.invalidType(param.name(), param.type()));
        }
        List<String> allowed = param.allowed().stream().map(String::valueOf).toList();
        // several of them with commas between
        if (!allowed.isEmpty() && !allowed.containsAll(Arrays.asList(value.asText().split(",")))) {
            throw new ApiException(ApiError.invalidValue(param.name()));
        }
    }
}
