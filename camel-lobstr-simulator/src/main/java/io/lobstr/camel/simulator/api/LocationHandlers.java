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

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Answers what places there are, for the tasks of two crawlers: a few of them.
 */
final class LocationHandlers {

    private static final Map<String, List<String>> PLACES = Map.of(
            "IT", List.of("Lazio", "Lombardy", "Tuscany"), "FR", List.of("Brittany", "Normandy", "Ile-de-France"));

    /** The next level down; this world has one. */
    JsonNode maps(Call call) {
        String country = call.needed("country_code");
        boolean deeper = call.request().parameter("region").isPresent();
        return Json.of(deeper ? List.of() : PLACES.getOrDefault(country, List.of()));
    }

    JsonNode search(Call call) {
        String name = call.needed("q");
        return Json.of(Map.of("success", true, "data", List.of(Map.of(
                "name", name, "canonical_name", name + ",Italy", "country_name",
                call.request().parameter("country_name").orElse("Italy"), "country_code", "IT"))));
    }
}
