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

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a page says of those that follow it.
 */
public enum PageEnd {
    /** {@code next}, null on the last page, and {@code total_pages}. */
    DOCUMENTED,
    /** {@code next} is null on every page. */
    NULL_NEXT {
        @Override
        void write(ObjectNode page) {
            page.putNull("next");
        }
    },
    /** There is no {@code next} and no {@code previous}: {@code total_pages} alone says it. */
    NO_LINKS {
        @Override
        void write(ObjectNode page) {
            page.remove(List.of("next", "previous"));
        }
    },
    /** There is neither a link nor {@code total_pages}, but {@code total_results}. */
    NO_LINKS_AND_PAGES {
        @Override
        void write(ObjectNode page) {
            page.remove(List.of("next", "previous", "total_pages"));
        }
    },
    /** There is {@code data}, and nothing else. */
    DATA_ONLY {
        @Override
        void write(ObjectNode page) {
            page.retain("data");
        }
    };

    void write(ObjectNode page) {
        // as it is
    }
}
