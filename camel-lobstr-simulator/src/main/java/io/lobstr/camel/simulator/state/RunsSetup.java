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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Says what the runs of a squid are like.
 *
 * @param <S> what is returned, for the next call
 */
public abstract sealed class RunsSetup<S extends RunsSetup<S>> permits SquidSetup {

    private Duration pending = Duration.ofSeconds(1);
    private Function<Random, Duration> running = random -> Duration.ofSeconds(5);
    private Duration uploading = Duration.ofSeconds(1);
    private Ending ending = Ending.done();
    private int results = 10;
    private BigDecimal creditsPerRow = BigDecimal.ONE;
    private Afterwards afterwards = Afterwards.NOTHING;

    RunsSetup() {
    }

    abstract S self();

    /**
     * How long its runs are pending.
     *
     * @param  length how long
     * @return        this setup
     */
    public S pendingFor(Duration length) {
        pending = Objects.requireNonNull(length, "length");
        return self();
    }

    /**
     * How long its runs are running: always the same, or these lengths in turn, over and over.
     *
     * @param  first the length
     * @param  more  further lengths
     * @return       this setup
     */
    public S runningFor(Duration first, Duration... more) {
        List<Duration> lengths = new ArrayList<>(List.of(more));
        lengths.add(0, first);
        AtomicInteger next = new AtomicInteger();
        running = random -> lengths.get(Math.floorMod(next.getAndIncrement(), lengths.size()));
        return self();
    }

    /**
     * How long its runs are running: a random length, which follows from the simulator's seed.
     *
     * @param  shortest the shortest
     * @param  longest  the longest
     * @return          this setup
     */
    public S runningBetween(Duration shortest, Duration longest) {
        long span = longest.minus(shortest).toMillis();
        if (span < 0) {
            throw new IllegalArgumentException("The longest run " + longest + " is shorter than the shortest " + shortest);
        }
        running = random -> shortest.plusMillis((long) (random.nextDouble() * (span + 1)));
        return self();
    }

    /**
     * Lets its runs run until they are told to end, as by {@link SimulatedRun#finish()}.
     *
     * @return this setup
     */
    public S runningUntilTold() {
        running = random -> RunPlan.FOREVER;
        return self();
    }

    /**
     * How long its runs are uploading.
     *
     * @param  length how long
     * @return        this setup
     */
    public S uploadingFor(Duration length) {
        uploading = Objects.requireNonNull(length, "length");
        return self();
    }

    /**
     * How long after a run's end its file is made, so that {@code export_done} is false meanwhile; not at all by
     * default.
     *
     * @param  length how long
     * @return        this setup
     */
    public S exportingFor(Duration length) {
        afterwards = afterwards.exportingFor(Objects.requireNonNull(length, "length"));
        return self();
    }

    /**
     * Lets the file of a run that is over wait until it is told to be there, by {@link SimulatedRun#export()}.
     *
     * @return this setup
     */
    public S exportingUntilTold() {
        return exportingFor(RunPlan.FOREVER);
    }

    /**
     * How long after a run's end the e-mail addresses that it has collected are verified; by default they are not.
     *
     * @param  length how long
     * @return        this setup
     */
    public S verifyingFor(Duration length) {
        afterwards = afterwards.verifyingFor(Objects.requireNonNull(length, "length"));
        return self();
    }

    /**
     * Lets the verification after a run's end go on until it is told to end, by {@link SimulatedRun#verify()}.
     *
     * @return this setup
     */
    public S verifyingUntilTold() {
        return verifyingFor(RunPlan.FOREVER);
    }

    /**
     * How long after a run's end its results are sent by e-mail; by default they are not.
     *
     * @param  length how long
     * @return        this setup
     */
    public S mailingAfter(Duration length) {
        afterwards = afterwards.mailingAfter(Objects.requireNonNull(length, "length"));
        return self();
    }

    /**
     * Lets its runs pass through all phases without taking any time.
     *
     * @return this setup
     */
    public S instantRuns() {
        return pendingFor(Duration.ZERO).runningFor(Duration.ZERO).uploadingFor(Duration.ZERO);
    }

    /**
     * How its runs end.
     *
     * @param  newEnding how
     * @return           this setup
     */
    public S ending(Ending newEnding) {
        ending = Objects.requireNonNull(newEnding, "ending");
        return self();
    }

    /**
     * Lets its runs end in error.
     *
     * @param  reason the done reason, such as {@code cookies_expired}
     * @return        this setup
     */
    public S failing(String reason) {
        return ending(Ending.error(reason));
    }

    /**
     * How many rows its runs collect.
     *
     * @param  count how many
     * @return       this setup
     */
    public S results(int count) {
        results = count;
        return self();
    }

    /**
     * What a row costs; 1 by default.
     *
     * @param  credits such as {@code 0.5}
     * @return         this setup
     */
    public S creditsPerRow(String credits) {
        creditsPerRow = new BigDecimal(credits);
        return self();
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
