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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Says what a crawler is like. By default its tasks have a {@code url}, its squids a {@code language} and
 * {@code max_results}; what is said of its parameters takes the place of that, and tasks are held against it.
 */
public final class CrawlerSetup {

    private static final int CONCURRENCY = 20;
    private static final int TASKS = 10_000;

    private final List<CrawlerParam> taskParams = new ArrayList<>();
    private final List<CrawlerParam> squidParams = new ArrayList<>();
    private final List<CrawlerFunction> functions = new ArrayList<>();
    private final List<CrawlerAttribute> attributes = new ArrayList<>();
    private final List<CrawlerLink> links = new ArrayList<>();
    private String accountType;
    private int creditsPerRow = 1;
    private int maxConcurrency = CONCURRENCY;
    private int maxTasks = TASKS;
    private boolean premium;
    private Refusal refusal;
    private Consumer<SquidSetup> squids = squid -> {
    };

    CrawlerSetup() {
    }

    /**
     * Adds a parameter of its tasks.
     *
     * @param  param the parameter
     * @return       this setup
     */
    public CrawlerSetup taskParam(CrawlerParam param) {
        taskParams.add(param);
        return this;
    }

    /**
     * Adds a parameter of its squids.
     *
     * @param  param the parameter
     * @return       this setup
     */
    public CrawlerSetup squidParam(CrawlerParam param) {
        squidParams.add(param);
        return this;
    }

    /**
     * Adds something that it does for more credits.
     *
     * @param  name     its name
     * @param  credits  what it costs a row
     * @param  standard whether it is on where nothing is said
     * @return          this setup
     */
    public CrawlerSetup function(String name, int credits, boolean standard) {
        functions.add(new CrawlerFunction(name, credits, standard));
        return this;
    }

    /**
     * Adds a column of its rows.
     *
     * @param  name    its name
     * @param  type    its type
     * @param  example a value
     * @return         this setup
     */
    public CrawlerSetup attribute(String name, String type, Object example) {
        return attribute(new CrawlerAttribute(name, type, example, null));
    }

    /**
     * Adds a column of its rows.
     *
     * @param  attribute the column
     * @return           this setup
     */
    public CrawlerSetup attribute(CrawlerAttribute attribute) {
        attributes.add(attribute);
        return this;
    }

    /**
     * Adds a crawler that its rows can be tasks for.
     *
     * @param  target   its name
     * @param  fieldMap the fields of rows, and the parameters of tasks that they become
     * @return          this setup
     */
    public CrawlerSetup link(String target, Map<String, String> fieldMap) {
        links.add(new CrawlerLink("Send rows to " + target, target, Map.copyOf(fieldMap)));
        return this;
    }

    /**
     * Lets its squids need an account: without one their runs end in error.
     *
     * @param  type the name of the account's type, such as {@code twitter-sync}
     * @return      this setup
     */
    public CrawlerSetup accountType(String type) {
        accountType = type;
        return this;
    }

    /**
     * What a row costs; 1 by default.
     *
     * @param  credits how many credits
     * @return         this setup
     */
    public CrawlerSetup creditsPerRow(int credits) {
        creditsPerRow = credits;
        return this;
    }

    /**
     * How many tasks a squid of it does side by side at most; 20 by default.
     *
     * @param  tasks how many
     * @return       this setup
     */
    public CrawlerSetup maxConcurrency(int tasks) {
        maxConcurrency = tasks;
        return this;
    }

    /**
     * How many tasks a squid of it has at most; 10,000 by default.
     *
     * @param  tasks how many
     * @return       this setup
     */
    public CrawlerSetup maxTasks(int tasks) {
        maxTasks = tasks;
        return this;
    }

    /**
     * Makes it one of the better plans.
     *
     * @return this setup
     */
    public CrawlerSetup premium() {
        premium = true;
        return this;
    }

    /**
     * Lets no squid of it be made.
     *
     * @param  type    the error's type, such as {@code PremiumModule} or {@code ModuleUnavailable}
     * @param  message the API's words
     * @return         this setup
     */
    public CrawlerSetup refusing(String type, String message) {
        refusal = new Refusal(type, message);
        return this;
    }

    /**
     * What its squids are like that are made by requests or chains.
     *
     * @param  change what differs from the default
     * @return        this setup
     */
    public CrawlerSetup squids(Consumer<SquidSetup> change) {
        squids = Objects.requireNonNull(change, "change");
        return this;
    }

    SimulatedCrawler build(String name) {
        boolean strict = !taskParams.isEmpty();
        if (!strict) {
            taskParams.add(CrawlerParam.of("url").inGroup("url").needed());
        }
        if (squidParams.isEmpty()) {
            squidParams.add(CrawlerParam.of("language").defaultingTo("en"));
            squidParams.add(CrawlerParam.of("max_results").typed("integer"));
        }
        if (attributes.isEmpty()) {
            attribute("name", "string", "Place 1").attribute("url", "string", "https://example.com/1")
                    .attribute("rating", "float", 4.5).attribute("reviews", "integer", 7);
        }
        return new SimulatedCrawler(
                name, List.copyOf(taskParams), List.copyOf(squidParams), List.copyOf(functions), List.copyOf(attributes),
                List.copyOf(links), accountType, creditsPerRow, maxConcurrency, maxTasks, strict, premium, refusal, squids);
    }
}
