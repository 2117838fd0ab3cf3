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

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How the API behaves where it could behave in several ways. May be changed at any time.
 */
public final class Behaviour {

    private final Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
    private OptionalInt freePlanRows = OptionalInt.empty();
    private ErrorShape errorShape;
    private int processingAnswers;
    private Duration linkValidity = Duration.ofMinutes(1);
    private Duration busyAfterRun = Duration.ofSeconds(5);
    private long largestUpload = Long.MAX_VALUE;
    private Set<String> failingTests = Set.of();
    private WebhookTestBody webhookTest = WebhookTestBody.WORDS;
    private Duration webhookLimit = Duration.ofSeconds(30);
    private boolean limited;
    private boolean unpaidBill;
    private final Map<String, Paging> pagings = new HashMap<>();

    /**
     * The way the API's pages show it.
     */
    public Behaviour() {
        // the fields say it
    }

    /**
     * Switches quirks on.
     *
     * @param  some which
     * @return      this
     */
    public synchronized Behaviour enable(Quirk... some) {
        quirks.addAll(List.of(some));
        return this;
    }

    /**
     * Switches quirks off.
     *
     * @param  some which
     * @return      this
     */
    public synchronized Behaviour disable(Quirk... some) {
        List.of(some).forEach(quirks::remove);
        return this;
    }

    /**
     * Tells whether a quirk is on.
     *
     * @param  quirk which
     * @return       whether it is
     */
    public synchronized boolean has(Quirk quirk) {
        return quirks.contains(quirk);
    }

    /**
     * Caps lists as a free plan does: no more than this can be read of any list, {@code total_results} still counts
     * all, and a {@code warning} says so.
     *
     * @param  rows how many can be read
     * @return      this
     */
    public synchronized Behaviour freePlan(int rows) {
        freePlanRows = OptionalInt.of(rows);
        return this;
    }

    /**
     * Takes the cap away.
     *
     * @return this
     */
    public synchronized Behaviour paidPlan() {
        freePlanRows = OptionalInt.empty();
        return this;
    }

    /**
     * {@return how many rows of a list can be read, if that is capped}
     */
    public synchronized OptionalInt readableRows() {
        return freePlanRows;
    }

    /**
     * How one list is cut into pages.
     *
     * @param  path the path of the list, such as {@code /v1/runs}
     * @return      what can be changed about it
     */
    public synchronized Paging paging(String path) {
        return pagings.computeIfAbsent(path, list -> new Paging());
    }

    /**
     * Writes all errors in one shape.
     *
     * @param  shape the shape; null for each in the shape it was seen in
     * @return       this
     */
    public synchronized Behaviour errorShape(ErrorShape shape) {
        errorShape = shape;
        return this;
    }

    /**
     * Lets the download of a format other than csv answer {@code {"status": "processing"}} at first.
     *
     * @param  times how often for each run and format; 0 by default
     * @return       this
     */
    public synchronized Behaviour processingAnswers(int times) {
        processingAnswers = times;
        return this;
    }

    /**
     * {@return how often a download answers that it is processing}
     */
    public synchronized int processingAnswers() {
        return processingAnswers;
    }

    /**
     * Lets a bill of the account be due.
     *
     * @param  due whether one is; none by default
     * @return     this
     */
    public synchronized Behaviour unpaidBill(boolean due) {
        unpaidBill = due;
        return this;
    }

    /**
     * {@return whether a bill is due}
     */
    public synchronized boolean hasUnpaidBill() {
        return unpaidBill;
    }

    /**
     * How long the address of a download is valid.
     *
     * @param  validity how long; a minute by default
     * @return          this
     */
    public synchronized Behaviour linkValidity(Duration validity) {
        linkValidity = Objects.requireNonNull(validity, "validity");
        return this;
    }

    /**
     * {@return how long the address of a download is valid}
     */
    public synchronized Duration linkValidity() {
        return linkValidity;
    }

    /**
     * How long after the end of a run the tasks of its squid cannot be deleted yet.
     *
     * @param  length how long; 5 seconds by default
     * @return        this
     */
    public synchronized Behaviour busyAfterRun(Duration length) {
        busyAfterRun = Objects.requireNonNull(length, "length");
        return this;
    }

    synchronized Duration busyAfterRun() {
        return busyAfterRun;
    }

    /**
     * Refuses files of tasks that are too big: {@code FileSizeLimitExceeded}.
     *
     * @param  bytes how big they can be; any size by default
     * @return       this
     */
    public synchronized Behaviour largestUpload(long bytes) {
        largestUpload = bytes;
        return this;
    }

    synchronized long largestUpload() {
        return largestUpload;
    }

    /**
     * Lets the tests of some deliveries fail, and of all others succeed.
     *
     * @param  kinds of {@code email}, {@code googlesheet}, {@code s3} and {@code sftp}; a webhook is really called
     * @return       this
     */
    public synchronized Behaviour failDeliveryTests(String... kinds) {
        failingTests = Set.of(kinds);
        return this;
    }

    synchronized boolean failsDeliveryTest(String kind) {
        return failingTests.contains(kind);
    }

    /**
     * What the test of a webhook posts.
     *
     * @param  form the form of its body; {@link WebhookTestBody#WORDS} by default
     * @return      this
     */
    public synchronized Behaviour webhookTest(WebhookTestBody form) {
        webhookTest = Objects.requireNonNull(form, "form");
        return this;
    }

    synchronized WebhookTestBody webhookTest() {
        return webhookTest;
    }

    /**
     * How long a webhook has to answer, in real time.
     *
     * @param  limit how long; 30 seconds by default
     * @return       this
     */
    public synchronized Behaviour webhookLimit(Duration limit) {
        webhookLimit = Objects.requireNonNull(limit, "limit");
        return this;
    }

    /**
     * {@return how long a webhook has to answer}
     */
    public synchronized Duration webhookLimit() {
        return webhookLimit;
    }

    /**
     * Refuses requests over the documented limits with 429.
     *
     * @param  enforced whether to; not by default
     * @return          this
     */
    public synchronized Behaviour enforceRateLimits(boolean enforced) {
        limited = enforced;
        return this;
    }

    /**
     * {@return whether requests over the limits are refused}
     */
    public synchronized boolean enforcesRateLimits() {
        return limited;
    }

    synchronized ErrorShape shapeOf(ApiError error) {
        return errorShape == null ? error.shape() : errorShape;
    }
}
