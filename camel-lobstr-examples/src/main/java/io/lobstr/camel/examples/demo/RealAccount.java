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
package io.lobstr.camel.examples.demo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * An account on lobstr.io. Its key goes from the environment into the component, and nowhere else.
 */
record RealAccount(List<String> squids) implements LobstrAccount {

    @Override
    public String description() {
        return "your account; every run costs credits";
    }

    @Override
    public String name(String squid) {
        return "squid " + squid;
    }

    @Override
    public int expectedResults(String squid) {
        return 0;
    }

    @Override
    public Properties routeSettings() {
        Properties settings = new Properties();
        settings.setProperty("lobstr.squid", String.join(",", squids));
        settings.setProperty("scheduled-start.squid", squids.get(0));
        settings.setProperty("search-terms.squid", squids.get(0));
        return settings;
    }

    @Override
    public List<String> searchTerms() {
        // every run costs credits: none but those of the schedule
        return List.of();
    }

    @Override
    public Optional<Instant> called(String run) {
        return Optional.empty();
    }

    @Override
    public void close() {
        // nothing was opened
    }
}
