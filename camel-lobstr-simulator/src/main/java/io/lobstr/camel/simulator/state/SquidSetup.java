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

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Says what a squid and its runs are like. By default a squid has one task; its runs wait a second, collect ten rows in
 * five seconds, upload for a second, and are done.
 */
public final class SquidSetup {

    private String id;
    private Instant createdAt;
    private String crawler = Ids.of("crawler:Google Maps Leads Scraper");
    private String crawlerName = "Google Maps Leads Scraper";
    private Duration pending = Duration.ofSeconds(1);
    private Function<Random, Duration> running = random -> Duration.ofSeconds(5);
    private Duration uploading = Duration.ofSeconds(1);
    private Ending ending = Ending.done();
    private int results = 10;
    private BigDecimal creditsPerRow = BigDecimal.ONE;
    private Afterwards afterwards = Afterwards.NOTHING;
    private Rows rows = Rows.places();
    private Schedule schedule;
    private List<String> accounts = List.of();
    private final List<Map<String, Object>> tasks = new ArrayList<>(List.of(Map.of("url", "https://example.com/search/1")));

    SquidSetup() {
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
        crawler = Ids.of("crawler:" + name);
        return this;
    }

    /**
     * How long its runs are pending.
     *
     * @param  length how long
     * @return        this setup
     */
    public SquidSetup pendingFor(Duration length) {
        pending = Objects.requireNonNull(length, "length");
        return this;
    }

    /**
     * How long its runs are running: always the same, or these lengths in turn, over and over.
     *
     * @param  first the length
     * @param  more  further lengths
     * @return       this setup
     */
    public SquidSetup runningFor(Duration first, Duration... more) {
        List<Duration> lengths = new ArrayList<>(List.of(more));
        lengths.add(0, first);
        AtomicInteger next = new AtomicInteger();
        running = random -> lengths.get(Math.floorMod(next.getAndIncrement(), lengths.size()));
        return this;
    }

    /**
     * How long its runs are running: a random length, which follows from the simulator's seed.
     *
     * @param  shortest the shortest
     * @param  longest  the longest
     * @return          this setup
     */
    public SquidSetup runningBetween(Duration shortest, Duration longest) {
        long span = longest.minus(shortest).toMillis();
        if (span < 0) {
            throw new IllegalArgumentException("The longest run " + longest + " is shorter than the shortest " + shortest);
        }
        running = random -> shortest.plusMillis((long) (random.nextDouble() * (span + 1)));
        return this;
    }

    /**
     * Lets its runs run until they are told to end, as by {@link SimulatedRun#finish()}.
     *
     * @return this setup
     */
    public SquidSetup runningUntilTold() {
        running = random -> RunPlan.FOREVER;
        return this;
    }

    /**
     * How long its runs are uploading.
     *
     * @param  length how long
     * @return        this setup
     */
    public SquidSetup uploadingFor(Duration length) {
        uploading = Objects.requireNonNull(length, "length");
        return this;
    }

    /**
     * How long after a run's end its file is made, so that {@code export_done} is false meanwhile; not at all by
     * default.
     *
     * @param  length how long
     * @return        this setup
     */
    public SquidSetup exportingFor(Duration length) {
        afterwards = afterwards.exportingFor(Objects.requireNonNull(length, "length"));
        return this;
    }

    /**
     * Lets the file of a run that is over wait until it is told to be there, by {@link SimulatedRun#export()}.
     *
     * @return this setup
     */
    public SquidSetup exportingUntilTold() {
        return exportingFor(RunPlan.FOREVER);
    }

    /**
     * How long after a run's end the e-mail addresses that it has collected are verified; by default they are not.
     *
     * @param  length how long
     * @return        this setup
     */
    public SquidSetup verifyingFor(Duration length) {
        afterwards = afterwards.verifyingFor(Objects.requireNonNull(length, "length"));
        return this;
    }

    /**
     * Lets the verification after a run's end go on until it is told to end, by {@link SimulatedRun#verify()}.
     *
     * @return this setup
     */
    public SquidSetup verifyingUntilTold() {
        return verifyingFor(RunPlan.FOREVER);
    }

    /**
     * How long after a run's end its results are sent by e-mail; by default they are not.
     *
     * @param  length how long
     * @return        this setup
     */
    public SquidSetup mailingAfter(Duration length) {
        afterwards = afterwards.mailingAfter(Objects.requireNonNull(length, "length"));
        return this;
    }

    /**
     * Lets its runs pass through all phases without taking any time.
     *
     * @return this setup
     */
    public SquidSetup instantRuns() {
        return pendingFor(Duration.ZERO).runningFor(Duration.ZERO).uploadingFor(Duration.ZERO);
    }

    /**
     * How its runs end.
     *
     * @param  newEnding how
     * @return           this setup
     */
    public SquidSetup ending(Ending newEnding) {
        ending = Objects.requireNonNull(newEnding, "ending");
        return this;
    }

    /**
     * Lets its runs end in error.
     *
     * @param  reason the done reason, such as {@code cookies_expired}
     * @return        this setup
     */
    public SquidSetup failing(String reason) {
        return ending(Ending.error(reason));
    }

    /**
     * How many rows its runs collect.
     *
     * @param  count how many
     * @return       this setup
     */
    public SquidSetup results(int count) {
        results = count;
        return this;
    }

    /**
     * What a row costs; 1 by default.
     *
     * @param  credits such as {@code 0.5}
     * @return         this setup
     */
    public SquidSetup creditsPerRow(String credits) {
        creditsPerRow = new BigDecimal(credits);
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
        schedule = new Schedule(expression, timezone);
        return this;
    }

    /**
     * The accounts it logs in with.
     *
     * @param  ids their ids
     * @return     this setup
     */
    public SquidSetup accounts(String... ids) {
        accounts = List.of(ids);
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

    String crawler() {
        return crawler;
    }

    String crawlerName() {
        return crawlerName;
    }

    Schedule schedule() {
        return schedule;
    }

    List<String> accounts() {
        return accounts;
    }

    Rows rows() {
        return rows;
    }

    List<Map<String, Object>> firstTasks() {
        return tasks;
    }

    RunPlan nextPlan(Random random) {
        return new RunPlan(pending, running.apply(random), uploading, ending, results, creditsPerRow, afterwards);
    }

    /** A short run of the past. */
    RunPlan pastPlan() {
        Duration second = Duration.ofSeconds(1);
        return new RunPlan(second, Duration.ofSeconds(10), second, ending, results, creditsPerRow, afterwards);
    }
}
