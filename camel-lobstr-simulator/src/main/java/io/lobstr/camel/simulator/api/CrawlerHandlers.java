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

import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.simulator.state.SimulatedCrawler;

/**
 * Answers what scraper templates there are.
 */
final class CrawlerHandlers {

    private final Behaviour behaviour;
    private final Pages pages;

    CrawlerHandlers(Behaviour behaviour, Pages pages) {
        this.behaviour = behaviour;
        this.pages = pages;
    }

    JsonNode list(Call call) {
        List<SimulatedCrawler> all = call.account().crawlers().all();
        CrawlerJson json = new CrawlerJson(behaviour, call.account());
        return pages.page(call.request(), all.size(), index -> json.listed(all.get(index)));
    }

    JsonNode get(Call call) {
        return new CrawlerJson(behaviour, call.account()).single(crawler(call));
    }

    JsonNode params(Call call) {
        return CrawlerJson.params(crawler(call));
    }

    JsonNode attributes(Call call) {
        return CrawlerJson.attributes(crawler(call));
    }

    private static SimulatedCrawler crawler(Call call) {
        return call.account().crawlers().find(call.path().get("crawler"))
                .orElseThrow(() -> new ApiException(ApiError.somethingWentWrong()));
    }
}
