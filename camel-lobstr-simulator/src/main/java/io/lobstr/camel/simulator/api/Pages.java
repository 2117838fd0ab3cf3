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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.traffic.ReceivedRequest;

/**
 * Cuts lists into pages. Only what is on the page is ever touched.
 */
final class Pages {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;

    private final Behaviour behaviour;
    private final Supplier<String> foreignOrigin;

    Pages(Behaviour behaviour, Supplier<String> foreignOrigin) {
        this.behaviour = behaviour;
        this.foreignOrigin = foreignOrigin;
    }

    /**
     * The page that a request asks for.
     *
     * @param  request the request
     * @param  total   how many items there are in all
     * @param  item    makes the item at a place, from 0
     * @return         the page
     */
    ObjectNode page(ReceivedRequest request, int total, IntFunction<JsonNode> item) {
        int page = number(request, "page", 1, Integer.MAX_VALUE);
        int limit = number(request, "limit", DEFAULT_LIMIT, MAX_LIMIT);
        int readable = Math.min(total, behaviour.readableRows().orElse(total));
        long from = (long) (page - 1) * limit;
        long to = Math.min(from + limit, readable);
        ObjectNode json = Json.object();
        int pages = (total + limit - 1) / limit;
        if (behaviour.has(Quirk.BARE_PAGES)) {
            items(json.putArray("data"), from, to, item);
            return json.put("total_pages", pages);
        }
        boolean empty = from >= to;
        json.put("total_results", total).put("limit", limit).put("page", page).put("total_pages", pages)
                .put("result_from", empty ? 0 : from + 1).put("result_to", empty ? 0 : to);
        items(json.putArray("data"), from, to, item);
        json.put("next", from + limit < readable ? link(request, page + 1, limit) : null)
                .put("previous", page > 1 ? link(request, page - 1, limit) : null);
        if (readable < total) {
            json.put("warning", "Your plan shows the first " + readable + " of " + total + " results. Upgrade to see all.");
        }
        return json;
    }

    private static void items(ArrayNode data, long from, long to, IntFunction<JsonNode> item) {
        for (long i = from; i < to; i++) {
            data.add(item.apply((int) i));
        }
    }

    private String link(ReceivedRequest request, int page, int limit) {
        Map<String, String> query = new LinkedHashMap<>(request.query());
        query.put("page", Integer.toString(page));
        query.put("limit", Integer.toString(limit));
        String origin = behaviour.has(Quirk.FOREIGN_PAGE_LINKS) ? foreignOrigin.get() : request.origin();
        return origin + request.path() + "?" + query.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static int number(ReceivedRequest request, String name, int otherwise, int max) {
        String text = request.parameter(name).orElse(null);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new ApiException(ApiError.invalid(name, "it must be a whole number"));
        }
        throw new ApiException(
                ApiError.invalid(name, max == MAX_LIMIT ? "it must be from 1 to " + MAX_LIMIT : "it must be at least 1"));
    }
}
