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
package io.lobstr.camel.model;

import java.util.Map;

/**
 * One row that a run has collected. Its fields depend on the crawler, so that it is a plain map.
 */
public final class ResultRow {

    private ResultRow() {
    }

    /**
     * @param  json the fields as Jackson reads them
     * @return      the same, immutable to the last leaf
     */
    public static Map<String, Object> of(Map<String, Object> json) {
        return JsonValues.map(json);
    }
}
