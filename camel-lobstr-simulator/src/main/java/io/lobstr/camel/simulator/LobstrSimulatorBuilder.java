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
package io.lobstr.camel.simulator;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;

import io.lobstr.camel.simulator.api.Behaviour;

/**
 * Says what a simulator is like. By default it listens on a free port, accepts the key {@code simulator-key}, goes by
 * the system's clock, and makes up its ids at random.
 */
public final class LobstrSimulatorBuilder {

    static final String DEFAULT_KEY = "simulator-key";

    private final List<String> apiKeys = new ArrayList<>();
    private Consumer<Behaviour> changes = behaviour -> {
    };
    private Clock clock = Clock.systemUTC();
    private int port;
    private long seed = new Random().nextLong();
    private int keptRequests = 1000;
    private boolean page;

    LobstrSimulatorBuilder() {
    }

    /**
     * Accepts an API key; may be called more than once.
     *
     * @param  key the key
     * @return     this builder
     */
    public LobstrSimulatorBuilder apiKey(String key) {
        apiKeys.add(Objects.requireNonNull(key, "key"));
        return this;
    }

    /**
     * Sets the clock that runs go by.
     *
     * @param  newClock the clock
     * @return          this builder
     */
    public LobstrSimulatorBuilder clock(Clock newClock) {
        clock = Objects.requireNonNull(newClock, "clock");
        return this;
    }

    /**
     * Sets the port of the API.
     *
     * @param  newPort the port, or 0 for any that is free
     * @return         this builder
     */
    public LobstrSimulatorBuilder port(int newPort) {
        port = newPort;
        return this;
    }

    /**
     * Sets what ids and random lengths follow from: the same seed and the same calls give the same ids.
     *
     * @param  newSeed any number
     * @return         this builder
     */
    public LobstrSimulatorBuilder seed(long newSeed) {
        seed = newSeed;
        return this;
    }

    /**
     * Sets how many of the latest requests are kept as they were. All are counted.
     *
     * @param  count how many; 1000 by default
     * @return       this builder
     */
    public LobstrSimulatorBuilder keptRequests(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("Keep one request at least, not " + count);
        }
        keptRequests = count;
        return this;
    }

    /**
     * Shows a page at {@code /} of the API's port, on which squids, runs and faults can be seen and changed; not by
     * default.
     *
     * @param  shown whether to show it
     * @return       this builder
     */
    public LobstrSimulatorBuilder page(boolean shown) {
        page = shown;
        return this;
    }

    /**
     * Changes how the API behaves.
     *
     * @param  change what to change
     * @return        this builder
     */
    public LobstrSimulatorBuilder behaviour(Consumer<Behaviour> change) {
        changes = changes.andThen(change);
        return this;
    }

    /**
     * {@return a simulator that is not started}
     */
    public LobstrSimulator build() {
        return new LobstrSimulator(this);
    }

    List<String> apiKeys() {
        return apiKeys.isEmpty() ? List.of(DEFAULT_KEY) : apiKeys;
    }

    Behaviour behaviour() {
        Behaviour behaviour = new Behaviour();
        changes.accept(behaviour);
        return behaviour;
    }

    Clock clock() {
        return clock;
    }

    int port() {
        return port;
    }

    long seed() {
        return seed;
    }

    boolean page() {
        return page;
    }

    int keptRequests() {
        return keptRequests;
    }
}
