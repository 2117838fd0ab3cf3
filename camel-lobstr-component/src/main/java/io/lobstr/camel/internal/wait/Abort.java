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

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.internal.client.LastingAnswer;
import io.lobstr.camel.model.Run;

/**
 * The abort of a run that costs too much: once, as soon as the API has said that it does it. Where that is not known,
 * the next look shows it, and where the run goes on as before it is sent again. Guarded by its run.
 */
final class Abort {

    private static final String ABORTED = "aborted";
    /** What it has collected is being written: it collects no more. */
    private static final String UPLOADING = "uploading";

    private final Set<Waiter> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
    private final LastingAnswer refusal = new LastingAnswer();
    private boolean done;

    /** Whether there is something to abort. */
    boolean isDue(Run read) {
        return !done && !read.isFinished() && !UPLOADING.equals(read.getStatus()) && !ABORTED.equals(read.getDoneReason());
    }

    /** The API said that it does it. */
    void done(List<Waiter> by) {
        done = true;
        wanted.addAll(by);
    }

    /**
     * It was not done for certain, or it is not known whether it was.
     *
     * @return whether the API refuses it for good
     */
    boolean failed(LobstrException e, List<Waiter> by, long now) {
        if (e instanceof LobstrServerException server) {
            wanted.addAll(server.isRequestSent() ? by : List.of());
            return false;
        }
        // it may be over, and the next look shows it
        return !(e instanceof LobstrRateLimitException) && refusal.lasts(now);
    }

    /** Whether the run has ended by it, and on behalf of this one. */
    boolean hasEnded(Run run, Waiter waiter) {
        return wanted.contains(waiter) && (ABORTED.equals(run.getStatus()) || ABORTED.equals(run.getDoneReason()));
    }

    void forget(Waiter waiter) {
        wanted.remove(waiter);
    }
}
