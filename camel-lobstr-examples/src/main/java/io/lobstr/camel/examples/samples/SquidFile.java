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

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.lobstr.camel.model.Crawler;
import io.lobstr.camel.model.Squid;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Handler;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads a file that says what a squid is to be like, and finds the squid. The file is YAML, or JSON, which is YAML too.
 * Its texts may be property functions of Camel, such as those of a vault, so that no secret is in it.
 */
public class SquidFile {

    private static final String CRAWLER = "crawler";
    private static final String NAME = "name";
    private static final String DELIVERY = "delivery";
    private static final String TASKS = "tasks";

    /**
     * @param  text                     what is in the file
     * @param  context                  knows the property functions
     * @return                          what the squid is to be like
     * @throws IllegalArgumentException if it is no such file; the message says what is wrong
     */
    @Handler
    public SquidPlan read(@Body String text, CamelContext context) {
        Map<String, Object> file = object(load(text), "the file", context);
        String name = text(file, NAME);
        String crawler = text(file, CRAWLER);
        Map<String, Object> delivery = file.get(DELIVERY) == null ? Map.of() : object(file.get(DELIVERY), DELIVERY, context);
        List<Map<String, Object>> tasks = file.containsKey(TASKS) ? tasks(file.get(TASKS), context) : null;
        file.keySet().removeAll(List.of(NAME, CRAWLER, DELIVERY, TASKS));
        if (file.get("params") != null) {
            object(file.get("params"), "params", context);
        }
        return new SquidPlan(name, crawler, file, delivery, tasks);
    }

    /**
     * @param  squids                all of the account
     * @param  plan                  what the squid is to be like
     * @return                       the hash of the squid, or null
     * @throws IllegalStateException if several have its name
     */
    public String find(@Body Iterator<Squid> squids, @ExchangeProperty("plan") SquidPlan plan) {
        List<String> found = new ArrayList<>();
        squids.forEachRemaining(squid -> {
            if (plan.name().equals(squid.getName())) {
                found.add(squid.getId());
            }
        });
        if (found.size() > 1) {
            throw new IllegalStateException("several squids are named " + plan.name() + ": " + String.join(", ", found));
        }
        return found.isEmpty() ? null : found.get(0);
    }

    /**
     * @param  crawlers                 all that there are
     * @param  plan                     what the squid is to be like
     * @return                          the hash of its scraper template
     * @throws IllegalArgumentException if there is none
     */
    public String crawler(@Body Iterator<Crawler> crawlers, @ExchangeProperty("plan") SquidPlan plan) {
        while (crawlers.hasNext()) {
            Crawler crawler = crawlers.next();
            if (plan.crawler().equals(crawler.getId()) || plan.crawler().equals(crawler.getName())) {
                return crawler.getId();
            }
        }
        throw new IllegalArgumentException("there is no crawler " + plan.crawler() + ", by hash or name");
    }

    /**
     * @param  plan  what the squid is to be like
     * @param  squid the squid as it is, in the API's words
     * @return       the settings to change
     */
    public Map<String, Object> settings(
            @ExchangeProperty("plan") SquidPlan plan, @ExchangeProperty("squid") Map<String, Object> squid) {
        return plan.settingsFor(squid);
    }

    /**
     * @param  plan  what the squid is to be like
     * @param  squid the squid as it is, in the API's words
     * @return       the deliveries to change
     */
    public Map<String, Object> delivery(
            @ExchangeProperty("plan") SquidPlan plan, @ExchangeProperty("squid") Map<String, Object> squid) {
        return plan.deliveryFor(squid);
    }

    private static Object load(String text) {
        try {
            return new Load(LoadSettings.builder().build()).loadFromString(text);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException("the file is neither YAML nor JSON: " + e.getMessage(), e);
        }
    }

    private static List<Map<String, Object>> tasks(Object value, CamelContext context) {
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException("tasks must be a list, of objects with the parameters of a task each");
        }
        return list.stream().map(task -> Collections.unmodifiableMap(object(task, "a task", context))).toList();
    }

    private static Map<String, Object> object(Object value, String what, CamelContext context) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(what + " must be an object, with a name before each value");
        }
        Map<String, Object> resolved = new LinkedHashMap<>();
        map.forEach((name, field) -> resolved.put(String.valueOf(name), resolved(field, context)));
        return resolved;
    }

    private static Object resolved(Object value, CamelContext context) {
        if (value instanceof String text) {
            return context.resolvePropertyPlaceholders(text);
        }
        if (value instanceof Map<?, ?>) {
            return object(value, "", context);
        }
        return value instanceof List<?> list ? list.stream().map(item -> resolved(item, context)).toList() : value;
    }

    private static String text(Map<String, Object> file, String name) {
        if (file.get(name) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new IllegalArgumentException("the file must say " + name + ", as a text");
    }
}
