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
        Paging paging = behaviour.paging(request.path());
        PageRequest asked = new PageRequest(request);
        int page = asked.page();
        int size = paging.size(asked);
        int readable = Math.min(total, behaviour.readableRows().orElse(total));
        long from = (long) (page - 1) * size;
        long to = Math.min(from + size, readable);
        int counted = paging.total(total, from);
        int pages = (counted + size - 1) / size;
        ObjectNode json = Json.object();
        if (behaviour.has(Quirk.BARE_PAGES)) {
            items(json.putArray("data"), from, to, total, paging, item);
            return json.put("total_pages", pages);
        }
        boolean empty = from >= to;
        json.put("total_results", counted).put("limit", size).put("page", page).put("total_pages", pages)
                .put("result_from", empty ? 0 : from + 1).put("result_to", empty ? 0 : to);
        items(json.putArray("data"), from, to, total, paging, item);
        json.put("next", from + size < readable ? link(asked, page + 1, size) : null)
                .put("previous", page > 1 ? link(asked, page - 1, size) : null);
        if (readable < total) {
            json.put("warning", "Your plan shows the first " + readable + " of " + total + " results. Upgrade to see all.");
        }
        paging.end().write(json);
        return json;
    }

    private static void items(
            ArrayNode data, long from, long to, int total, Paging paging, IntFunction<JsonNode> item) {
        for (long row = from; row < to; row++) {
            if (paging.shows((int) row)) {
                data.add(item.apply(paging.place((int) row, total)));
            }
        }
    }

    private String link(PageRequest asked, int page, int size) {
        ReceivedRequest request = asked.request();
        String origin = behaviour.has(Quirk.FOREIGN_PAGE_LINKS) ? foreignOrigin.get() : request.origin();
        return origin + request.path() + "?" + asked.query(page, size).entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
