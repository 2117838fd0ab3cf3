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
 * The account whose squids the demo runs.
 */
interface LobstrAccount extends AutoCloseable {

    /** What to call it. */
    String description();

    /** The ids of its squids. */
    List<String> squids();

    /** What to call a squid. */
    String name(String squid);

    /** How many results a run will have, 0 where that is not known. */
    int expectedResults(String squid);

    /** What the routes need to reach it, beyond what is in the files. */
    Properties routeSettings();

    /** What to search for, in a run each. */
    List<String> searchTerms();

    /** When lobstr.io has called to say that a run was over, none where that is not known. */
    Optional<Instant> called(String run);

    @Override
    void close();
}
