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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The scraper templates: those of the squids, and those that were added besides.
 */
public final class Crawlers {

    private final Map<String, SimulatedCrawler> byId = new LinkedHashMap<>();

    Crawlers() {
        add("Google Maps Leads Scraper", crawler -> crawler.function("emails", 10, true));
        learn("LinkedIn Profile Scraper");
    }

    /**
     * Adds a crawler, or replaces that of the name.
     *
     * @param  name   its name
     * @param  change what differs from the default
     * @return        the crawler
     */
    public synchronized SimulatedCrawler add(String name, Consumer<CrawlerSetup> change) {
        CrawlerSetup setup = new CrawlerSetup();
        change.accept(setup);
        SimulatedCrawler crawler = setup.build(name);
        byId.put(crawler.id(), crawler);
        return crawler;
    }

    /**
     * Finds a crawler.
     *
     * @param  id its id
     * @return    the crawler, if there is one
     */
    public synchronized Optional<SimulatedCrawler> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * {@return all of them, in the order in which they were added}
     */
    public synchronized List<SimulatedCrawler> all() {
        return new ArrayList<>(byId.values());
    }

    synchronized SimulatedCrawler learn(String name) {
        SimulatedCrawler known = byId.get(SimulatedCrawler.idOf(name));
        return known == null ? add(name, crawler -> {
        }) : known;
    }
}
