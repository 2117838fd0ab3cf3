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
package io.lobstr.camel.simulator.state;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes the crawler's own fields of the rows that runs collect. The same place must always give the same row.
 */
@FunctionalInterface
public interface Rows {

    /**
     * Makes the fields of one row.
     *
     * @param  run   the run's id
     * @param  index the row's place in the run, from 0
     * @return       its fields, in their order
     */
    Map<String, Object> row(String run, int index);

    /**
     * {@return rows such as a crawler of places would collect}
     */
    static Rows places() {
        return (run, index) -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", "Place " + (index + 1));
            row.put("url", "https://example.com/" + run.substring(0, Math.min(8, run.length())) + "/" + (index + 1));
            row.put("rating", 1 + index % 9 * 0.5);
            row.put("reviews", index * 7 % 1000);
            return row;
        };
    }
}
