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
import java.util.function.Function;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.traffic.ReceivedRequest;

/**
 * Which columns an exported file has. Names that no row has are passed over.
 *
 * @param fields these alone, in this order; empty for all
 * @param omit   all but these; not looked at where there are fields
 */
record Columns(String fields, String omit) {

    static Columns of(ReceivedRequest request) {
        Function<String, String> parameter = name -> request.parameter(name).orElse("");
        return new Columns(parameter.apply("fields"), parameter.apply("omit"));
    }

    ObjectNode of(ObjectNode row) {
        if (!fields.isEmpty()) {
            ObjectNode some = Json.object();
            names(fields).stream().filter(row::has).forEach(name -> some.set(name, row.get(name)));
            return some;
        }
        return omit.isEmpty() ? row : row.without(names(omit));
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.split(",")).map(String::strip).toList();
    }
}
