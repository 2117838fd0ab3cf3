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

import java.time.Duration;
import java.time.Instant;

/**
 * Says what a run is like that is put into a squid's history, where it differs from what the squid's runs are like.
 */
public final class RunSetup {

    private String id;
    private Instant createdAt;
    private String origin = "user";
    private Duration pending;
    private Duration running;
    private Duration uploading;
    private Ending ending;
    private Integer results;

    RunSetup() {
    }

    /**
     * Its id; one is made up by default.
     *
     * @param  newId 32 lower-case hex characters
     * @return       this setup
     */
    public RunSetup id(String newId) {
        id = newId;
        return this;
    }

    /**
     * When it was created; now by default. It follows its plan from then on, so that a run created long ago is over.
     *
     * @param  instant when
     * @return         this setup
     */
    public RunSetup createdAt(Instant instant) {
        createdAt = instant;
        return this;
    }

    /**
     * Who started it; {@code user} by default.
     *
     * @param  newOrigin such as {@code schedule}
     * @return           this setup
     */
    public RunSetup origin(String newOrigin) {
        origin = newOrigin;
        return this;
    }

    /**
     * How long it is pending.
     *
     * @param  length how long
     * @return        this setup
     */
    public RunSetup pendingFor(Duration length) {
        pending = length;
        return this;
    }

    /**
     * How long it is running.
     *
     * @param  length how long
     * @return        this setup
     */
    public RunSetup runningFor(Duration length) {
        running = length;
        return this;
    }

    /**
     * How long it is uploading.
     *
     * @param  length how long
     * @return        this setup
     */
    public RunSetup uploadingFor(Duration length) {
        uploading = length;
        return this;
    }

    /**
     * How it ends.
     *
     * @param  newEnding how
     * @return           this setup
     */
    public RunSetup ending(Ending newEnding) {
        ending = newEnding;
        return this;
    }

    /**
     * How many rows it has in the end.
     *
     * @param  count how many
     * @return       this setup
     */
    public RunSetup results(int count) {
        results = count;
        return this;
    }

    String idOr(Ids ids) {
        return id == null ? ids.next() : id;
    }

    Instant createdAtOr(Instant now) {
        return createdAt == null ? now : createdAt;
    }

    String origin() {
        return origin;
    }

    RunPlan over(RunPlan plan) {
        return new RunPlan(
                pending == null ? plan.pending() : pending, running == null ? plan.running() : running,
                uploading == null ? plan.uploading() : uploading, ending == null ? plan.ending() : ending,
                results == null ? plan.results() : results, plan.creditsPerRow(), plan.afterwards());
    }
}
