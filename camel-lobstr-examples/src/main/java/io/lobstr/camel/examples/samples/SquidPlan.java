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

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a squid is to be like, in the API's own words. What is not said is left alone.
 *
 * @param name     its name, by which it is found
 * @param crawler  the hash or the name of its scraper template
 * @param settings what an update of it takes, the name apart
 * @param delivery what the configuration of deliveries takes
 * @param tasks    the parameters of all its tasks, or null: they are left alone
 */
public record SquidPlan(
        String name, String crawler, Map<String, Object> settings, Map<String, Object> delivery,
        List<Map<String, Object>> tasks) {

    private static final String PARAMS = "params";
    private static final String FUNCTIONS = "functions";
    private static final String CRON = "cron_expression";
    private static final String ZONE = "timezone";
    private static final String MAIL = "email";
    private static final String NOTIFICATIONS = "notifications";

    /**
     * @return what makes the squid
     */
    public Map<String, Object> creation() {
        Map<String, Object> creation = new LinkedHashMap<>(settings);
        creation.put("name", name);
        return creation;
    }

    /**
     * @param  squid                    the squid as it is, in the API's words
     * @return                          the settings that it has otherwise
     * @throws IllegalArgumentException if it is of another scraper template, which cannot be changed
     */
    public Map<String, Object> settingsFor(Map<String, Object> squid) {
        if (!crawler.equals(squid.get("crawler")) && !crawler.equals(squid.get("crawler_name"))) {
            throw new IllegalArgumentException(
                    "squid " + name + " is of the crawler " + squid.get("crawler_name") + ", and not of " + crawler
                                               + ": lobstr.io cannot change that, so give the new one another name");
        }
        Map<String, Object> changes = new LinkedHashMap<>();
        settings.forEach((setting, value) -> {
            switch (setting) {
                case PARAMS -> changes.put(setting, paramsFor((Map<?, ?>) value, squid));
                case CRON, ZONE -> {
                    // both are one setting, below
                }
                case "accounts" -> put(changes, setting, value, sameAccounts(value, squid.get(setting)));
                case "run_notify" -> put(changes, setting, value,
                        Same.as(Map.of("notifications_params", wrap(setting, value)), squid));
                default -> put(changes, setting, value, Same.as(value, squid.get(setting)));
            }
        });
        changes.remove(PARAMS, Map.of());
        if (settings.containsKey(CRON) && !sameSchedule(squid.get("schedule"))) {
            changes.put(CRON, settings.get(CRON));
            changes.computeIfAbsent(ZONE, settings::get);
        }
        return changes;
    }

    /**
     * @param  squid the squid as it is, in the API's words
     * @return       the deliveries that it has otherwise, each as a whole
     */
    public Map<String, Object> deliveryFor(Map<String, Object> squid) {
        Map<String, Object> changes = new LinkedHashMap<>();
        delivery.forEach((kind, fields) -> put(changes, kind, fields, Same.as(fields, squid.get(kind))));
        if (changes.containsKey(MAIL) || changes.containsKey(NOTIFICATIONS)) {
            changes.put(MAIL, delivery.get(MAIL));
            changes.put(NOTIFICATIONS, delivery.get(NOTIFICATIONS));
        }
        return changes;
    }

    /** Those of its parameters that differ; an update leaves the others. */
    private static Map<String, Object> paramsFor(Map<?, ?> wanted, Map<String, Object> squid) {
        Map<?, ?> params = squid.get(PARAMS) instanceof Map<?, ?> map ? map : Map.of();
        Map<String, Object> changes = new LinkedHashMap<>();
        wanted.forEach((param, value) -> {
            // is set among the parameters, and answered beside them
            Object now = "auto_verify_emails".equals(param) ? squid.get(param) : params.get(param);
            boolean nested = FUNCTIONS.equals(param) && value instanceof Map;
            Object change = nested ? functionsFor((Map<?, ?>) value, now) : value;
            put(changes, String.valueOf(param), change, nested ? change.equals(Map.of()) : Same.as(value, now));
        });
        return changes;
    }

    private static Map<String, Object> functionsFor(Map<?, ?> wanted, Object answered) {
        Map<?, ?> now = answered instanceof Map<?, ?> map ? map : Map.of();
        Map<String, Object> changes = new LinkedHashMap<>();
        wanted.forEach((function, on) -> put(changes, String.valueOf(function), on, Same.as(on, now.get(function))));
        return changes;
    }

    private boolean sameSchedule(Object answered) {
        Object expression = settings.get(CRON);
        if (!(answered instanceof Map)) {
            // a word: the time zone is not said
            return Same.as("".equals(expression) ? null : expression, answered);
        }
        Map<String, Object> schedule = wrap("expression", expression);
        if (settings.containsKey(ZONE)) {
            schedule.put(ZONE, settings.get(ZONE));
        }
        return Same.as(schedule, answered);
    }

    /** Answered are hashes, or objects with an id. */
    private static boolean sameAccounts(Object wanted, Object answered) {
        return ids(wanted).equals(ids(answered));
    }

    private static Collection<Object> ids(Object accounts) {
        Collection<Object> ids = new HashSet<>();
        if (accounts instanceof Collection<?> all) {
            all.forEach(account -> ids.add(account instanceof Map<?, ?> map ? map.get("id") : account));
        }
        return ids;
    }

    private static Map<String, Object> wrap(String name, Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(name, value);
        return map;
    }

    private static void put(Map<String, Object> changes, String name, Object value, boolean same) {
        if (!same) {
            changes.put(name, value);
        }
    }
}
