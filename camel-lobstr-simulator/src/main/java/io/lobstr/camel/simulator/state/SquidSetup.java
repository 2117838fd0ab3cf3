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

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Says what a squid and its runs are like. By default a squid has one task; its runs wait a second, collect ten rows in
 * five seconds, upload for a second, and are done.
 */
public final class SquidSetup extends RunsSetup<SquidSetup> {

    private String id;
    private Instant createdAt;
    private String crawlerName = "Google Maps Leads Scraper";
    private Rows rows = Rows.places();
    private SquidSettings settings = SquidSettings.NEW;
    private Stored stored = Stored.PARAMS_OR_NAME;
    private String createdVia;
    private final List<Map<String, Object>> tasks = new ArrayList<>(List.of(Map.of("url", "https://example.com/search/1")));

    SquidSetup() {
    }

    @Override
    SquidSetup self() {
        return this;
    }

    /**
     * Its id; one is made up by default.
     *
     * @param  newId 32 lower-case hex characters
     * @return       this setup
     */
    public SquidSetup id(String newId) {
        id = newId;
        return this;
    }

    /**
     * When it was created; now by default.
     *
     * @param  instant when
     * @return         this setup
     */
    public SquidSetup createdAt(Instant instant) {
        createdAt = instant;
        return this;
    }

    /**
     * The name of its crawler.
     *
     * @param  name such as {@code LinkedIn Profile Scraper}
     * @return      this setup
     */
    public SquidSetup crawler(String name) {
        crawlerName = name;
        return this;
    }

    /**
     * When it is due; its pages show it, but no run starts by itself.
     *
     * @param  expression a cron expression, such as {@code 0 9 * * *}
     * @param  timezone   the time zone, such as {@code Europe/Paris}
     * @return            this setup
     */
    public SquidSetup schedule(String expression, String timezone) {
        return settings(settings.withSchedule(new Schedule(expression, timezone)));
    }

    /**
     * The accounts it logs in with.
     *
     * @param  ids their ids
     * @return     this setup
     */
    public SquidSetup accounts(String... ids) {
        return settings(settings.withAccounts(List.of(ids)));
    }

    /**
     * The parameters of its crawler; none by default.
     *
     * @param  params the parameters
     * @return        this setup
     */
    public SquidSetup params(Map<String, Object> params) {
        return settings(settings.withParams(params));
    }

    /**
     * All that can be set of it over HTTP, but for its name.
     *
     * @param  newSettings the settings
     * @return             this setup
     */
    public SquidSetup settings(SquidSettings newSettings) {
        settings = Objects.requireNonNull(newSettings, "newSettings");
        return this;
    }

    /**
     * {@return all that can be set of it over HTTP, but for its name}
     */
    public SquidSettings settings() {
        return settings;
    }

    /**
     * Makes it one that was made by a request, and in which nothing is stored yet, so that it is not ready. Counts only
     * while the squid is added.
     *
     * @param  via the client, such as {@code api} or {@code sdk}
     * @return     this setup
     */
    public SquidSetup createdVia(String via) {
        createdVia = via;
        stored = Stored.NOTHING;
        return this;
    }

    /**
     * What its rows look like.
     *
     * @param  newRows the maker of rows
     * @return         this setup
     */
    public SquidSetup rows(Rows newRows) {
        rows = Objects.requireNonNull(newRows, "rows");
        return this;
    }

    /**
     * How many tasks it has at first; without any a run is complete at once, with no results. Counts only while the
     * squid is added.
     *
     * @param  count how many
     * @return       this setup
     */
    public SquidSetup tasks(int count) {
        tasks.clear();
        for (int i = 1; i <= count; i++) {
            tasks.add(Map.of("url", "https://example.com/search/" + i));
        }
        return this;
    }

    /**
     * The tasks it has at first. Counts only while the squid is added.
     *
     * @param  params the parameters of each
     * @return        this setup
     */
    public SquidSetup tasks(List<Map<String, Object>> params) {
        tasks.clear();
        params.forEach(task -> tasks.add(new LinkedHashMap<>(task)));
        return this;
    }

    String idOr(Ids ids) {
        return id == null ? ids.next() : id;
    }

    Instant createdAtOr(Instant now) {
        return createdAt == null ? now : createdAt;
    }

    String crawlerName() {
        return crawlerName;
    }

    String createdVia() {
        return createdVia;
    }

    Stored stored() {
        return stored;
    }

    Rows rows() {
        return rows;
    }

    List<Map<String, Object>> firstTasks() {
        return tasks;
    }
}
