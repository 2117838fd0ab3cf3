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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A scraper template.
 *
 * @param name           its name
 * @param taskParams     the parameters of its tasks
 * @param squidParams    the parameters of its squids
 * @param functions      what it does for more credits
 * @param attributes     the columns of its rows
 * @param links          the crawlers that its rows can be tasks for
 * @param accountType    the name of the type of the accounts it needs, or null
 * @param creditsPerRow  what a row costs
 * @param maxConcurrency how many tasks a squid of it does side by side at most
 * @param maxTasks       how many tasks a squid of it has at most
 * @param strict         whether tasks are held against the parameters
 * @param premium        whether it is of the better plans
 * @param refusal        why no squid of it can be made, or null
 * @param squids         what its new squids are like
 */
public record SimulatedCrawler(
        String name, List<CrawlerParam> taskParams, List<CrawlerParam> squidParams, List<CrawlerFunction> functions,
        List<CrawlerAttribute> attributes, List<CrawlerLink> links, String accountType, int creditsPerRow,
        int maxConcurrency, int maxTasks, boolean strict, boolean premium, Refusal refusal, Consumer<SquidSetup> squids) {

    /**
     * {@return its id, which follows from its name}
     */
    public String id() {
        return idOf(name);
    }

    /**
     * {@return its name as in addresses}
     */
    public String slug() {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    /**
     * Finds a parameter of its squids.
     *
     * @param  param the name
     * @return       the parameter, if there is one
     */
    public Optional<CrawlerParam> squidParam(String param) {
        return squidParams.stream().filter(known -> known.name().equals(param)).findFirst();
    }

    /**
     * Finds a function.
     *
     * @param  function the name
     * @return          the function, if there is one
     */
    public Optional<CrawlerFunction> function(String function) {
        return functions.stream().filter(known -> known.name().equals(function)).findFirst();
    }

    /**
     * {@return the parameters of a new squid}
     */
    public Map<String, Object> standardParams() {
        Map<String, Object> params = new LinkedHashMap<>();
        squidParams.forEach(param -> params.put(param.name(), param.standard()));
        Map<String, Object> switches = new LinkedHashMap<>();
        functions.forEach(function -> switches.put(function.name(), function.standard()));
        if (!switches.isEmpty()) {
            params.put("functions", switches);
        }
        return params;
    }

    /**
     * The id of a crawler.
     *
     * @param  name its name
     * @return      the id
     */
    public static String idOf(String name) {
        return Ids.of("crawler:" + name);
    }
}
