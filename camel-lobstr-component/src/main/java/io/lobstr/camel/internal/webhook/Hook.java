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
package io.lobstr.camel.internal.webhook;

import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The webhook of a squid, as the API shows it or is to have it.
 *
 * @param url      where calls go, with the token in it; null where there is none
 * @param active   whether calls are made
 * @param complete whether they are made for every event, and again where they fail, as far as that is shown
 */
record Hook(String url, boolean active, boolean complete) {

    private static final List<String> EVENTS = List.of("run.running", "run.paused", "run.done", "run.error");
    private static final Set<String> SETTINGS = Set.of("is_active", "active", "retry", "events", "object");
    private static final Set<String> OFF = Set.of("false", "0");
    /** No address: something is there, and nobody knows what. */
    private static final String UNREADABLE = " ";

    /**
     * @param fields what the squid's page shows of it, null where it shows nothing; what cannot be read is somebody's
     */
    static Hook of(Object fields) {
        if (saysNothing(fields)) {
            return new Hook(null, false, false);
        }
        if (!(fields instanceof Map<?, ?> map) || !(map.get("url") instanceof String url) || url.isBlank()) {
            return new Hook(UNREADABLE, true, false);
        }
        Object active = map.get("is_active") == null ? map.get("active") : map.get("is_active");
        return new Hook(url.strip(), !isOff(active), !isOff(map.get("retry")) && hasEvents(map.get("events")));
    }

    /** Also where there are settings, but no address that they are for. */
    private static boolean saysNothing(Object fields) {
        return fields == null || fields instanceof String text && text.isBlank()
                || fields instanceof Collection<?> list && list.isEmpty()
                || fields instanceof Map<?, ?> map && map.entrySet().stream()
                        .allMatch(field -> SETTINGS.contains(field.getKey()) || saysNothing(field.getValue()));
    }

    /** What is not shown, or cannot be read, is not known to be off. */
    private static boolean isOff(Object flag) {
        return flag != null && OFF.contains(flag.toString().strip().toLowerCase(Locale.ROOT));
    }

    private static boolean hasEvents(Object events) {
        return !(events instanceof Map<?, ?> map)
                || EVENTS.stream().allMatch(event -> map.get(event) != null && !isOff(map.get(event)));
    }

    /**
     * @return the body that registers the address, and leaves other deliveries as they are
     */
    static Map<String, Object> registering(String url) {
        Map<String, Object> events = new LinkedHashMap<>();
        EVENTS.forEach(event -> events.put(event, true));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("url", url);
        fields.put("is_active", true);
        fields.put("retry", true);
        fields.put("events", events);
        return Map.of("webhook_fields", fields);
    }

    boolean isThere() {
        return url != null;
    }

    /** The one as the other, but for a slash at the end. */
    boolean isAt(String address) {
        return isThere() && withoutSlash(url).equals(withoutSlash(address));
    }

    private static String withoutSlash(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    /** Whose it is, for a message: the rest of the address may be a secret. */
    String host() {
        try {
            String host = URI.create(url).getHost();
            return host == null ? "an address without a host" : host;
        } catch (IllegalArgumentException e) {
            return "an address that cannot be read";
        }
    }

    @Override
    public String toString() {
        return isThere() ? "webhook at " + host() : "no webhook";
    }
}
