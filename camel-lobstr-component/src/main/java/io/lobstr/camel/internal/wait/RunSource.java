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
package io.lobstr.camel.internal.wait;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.operation.Line;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Page;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.Squid;

/**
 * What the waits for runs ask of the API. Each call is one request, and holds the thread until it is answered.
 */
interface RunSource {

    int PAGE_SIZE = 100;

    /**
     * @throws LobstrException if it failed
     */
    Run run(String run);

    /**
     * @throws LobstrException if it failed
     */
    Page<Squid> squids(int page);

    /**
     * Stops a run.
     *
     * @throws LobstrException if it failed
     */
    void abort(String run);

    /**
     * The time within which hardly any run of the squid is over, if that is known.
     *
     * @param squid its hash, or null
     */
    default Optional<Duration> shortest(String squid) {
        return Optional.empty();
    }

    /** How long the run has been running, by the clock of the API, if that is known. */
    default Optional<Duration> age(Run run) {
        return Optional.empty();
    }

    /**
     * @param client sends each request once: the next look at the runs is the retry
     */
    static RunSource of(LobstrClient client) {
        return new RunSource() {

            @Override
            public Run run(String run) {
                return client.get(new LobstrRequest(LobstrOperation.awaitRun, Map.of(Parameter.RUN, run)), Pause.BLOCKING);
            }

            @Override
            public Page<Squid> squids(int page) {
                return client.get(new LobstrRequest(LobstrOperation.listSquids, Map.of()).in(Line.WAIT).page(page, PAGE_SIZE),
                        Pause.BLOCKING);
            }

            @Override
            public void abort(String run) {
                client.get(new LobstrRequest(LobstrOperation.abortRun, Map.of(Parameter.RUN, run)), Pause.BLOCKING);
            }

            @Override
            public Optional<Duration> shortest(String squid) {
                return client.squidRuns().shortest(squid);
            }

            @Override
            public Optional<Duration> age(Run run) {
                OffsetDateTime began = Optional.ofNullable(run.getStartedAt()).orElse(run.getCreatedAt());
                return client.time().filter(now -> began != null).map(
                        now -> Duration.ofSeconds(Math.max(0, now.getEpochSecond() - began.toEpochSecond())));
            }
        };
    }
}
