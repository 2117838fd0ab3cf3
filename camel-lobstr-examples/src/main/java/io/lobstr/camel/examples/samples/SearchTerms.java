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
package io.lobstr.camel.examples.samples;

import java.util.List;
import java.util.Map;

import jakarta.jms.MessageFormatException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.camel.Handler;

/**
 * Reads a message as what it asks to be searched: tasks as JSON, or one plain search term.
 */
public class SearchTerms {

    /** One task, too, is a list of tasks. */
    private static final ObjectReader TASKS = JsonMapper.builder()
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build()
            .readerFor(new TypeReference<List<Map<String, Object>>>() {
            });

    private final String param;

    /**
     * @param param the parameter of a task that a plain search term becomes
     */
    public SearchTerms(String param) {
        this.param = param;
    }

    /**
     * @param  text                   JSON of a task or of a list of them, or anything else
     * @return                        the tasks
     * @throws MessageFormatException if there is nothing to search
     */
    @Handler
    public List<Map<String, Object>> tasks(String text) throws MessageFormatException {
        String term = text == null ? "" : text.strip();
        if (term.isEmpty()) {
            throw new MessageFormatException("the message is empty: it takes a search term, or tasks as JSON");
        }
        if (!term.startsWith("{") && !term.startsWith("[")) {
            return List.of(Map.of(param, term));
        }
        try {
            List<Map<String, Object>> tasks = TASKS.readValue(term);
            if (tasks.isEmpty() || tasks.contains(null)) {
                throw new MessageFormatException("the body has no tasks: its JSON holds none");
            }
            return tasks;
        } catch (JsonProcessingException e) {
            throw new MessageFormatException(
                    "the body has no tasks: it is neither the JSON of a task nor of a list of them: "
                                             + e.getOriginalMessage());
        }
    }
}
