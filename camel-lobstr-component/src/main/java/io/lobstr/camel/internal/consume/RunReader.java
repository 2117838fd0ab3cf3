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
package io.lobstr.camel.internal.consume;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;

import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.operation.Line;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Page;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.internal.watch.RunReading;
import io.lobstr.camel.internal.watch.RunReading.Next;
import io.lobstr.camel.internal.watch.SquidWatch;
import io.lobstr.camel.internal.watch.StartFrom;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.Squid;
import org.slf4j.Logger;

/**
 * Asks the API what watches want to know. For one thread.
 */
public final class RunReader {

    /** The biggest page costs no more than a small one. */
    private static final int PAGE_SIZE = 100;
    /** A list that shrinks so often while it is read is read at the next poll. */
    private static final int MOST_TRIES = 5;

    private static final Logger LOG = ConsumerLog.LOG;

    private final LobstrClient client;
    private final Pause pause;
    private final StartFrom startFrom;
    private final Clock clock;
    private final Instant start;

    public RunReader(LobstrClient client, Pause pause, StartFrom startFrom, Clock clock) {
        this.client = client;
        this.pause = pause;
        this.startFrom = startFrom;
        this.clock = clock;
        this.start = clock.instant();
    }

    /** Reads the runs of a squid down to what is known, and one that the pages did not show. */
    void read(String squid, SquidWatch watch) {
        LobstrRequest request = new LobstrRequest(LobstrOperation.finishedRuns, Map.of(Parameter.SQUID, squid));
        for (int tries = 1; !readOnce(request, watch); tries++) {
            if (tries == MOST_TRIES) {
                throw new IllegalStateException("the list of runs of squid " + squid + " keeps shrinking while it is read");
            }
        }
        watch.nextToAsk().ifPresent(run -> ask(run, watch));
    }

    private boolean readOnce(LobstrRequest request, SquidWatch watch) {
        // taken before the request: what finishes while it goes out has not finished before
        StartFrom from = startFrom.seenAt(start, clock.instant());
        RunReading reading = watch.read();
        for (int number = 1;; number++) {
            Page<Run> page = client.get(request.page(number, PAGE_SIZE), pause);
            Next next = reading.read(page.items(), page.totalResults());
            if (next == Next.AGAIN) {
                return false;
            }
            if (next == Next.END || page.last()) {
                reading.finish(from);
                return true;
            }
        }
    }

    private void ask(String run, SquidWatch watch) {
        try {
            watch.update(
                    client.get(new LobstrRequest(LobstrOperation.getRun, Map.of(Parameter.RUN, run)).in(Line.CONSUME), pause));
        } catch (LobstrNotFoundException e) {
            LOG.debug("Run {} is gone before it finished", run);
            watch.gone(run);
        }
    }

    /** One page of the squids of the account. */
    Page<Squid> squids(int number) {
        return client.get(new LobstrRequest(LobstrOperation.listSquids, Map.of()).in(Line.CONSUME).page(number, PAGE_SIZE),
                pause);
    }
}
