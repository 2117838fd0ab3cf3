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
import java.util.concurrent.TimeUnit;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.internal.client.LastingAnswer;
import io.lobstr.camel.model.Run;

/**
 * The abort of a run that costs too much. Where it is not known whether it was done, the next look shows it, and where
 * the run goes on as before it is sent again. Where the API has said that it does it, and the run goes on all the same,
 * it is sent again too, less and less often. Guarded by its run.
 */
final class Abort {

    private static final String ABORTED = "aborted";
    /** What it has collected is being written: it collects no more. */
    private static final String UPLOADING = "uploading";
    /** It may take a while until the run shows it. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
    private static final long MOST_PATIENCE = TimeUnit.MINUTES.toNanos(10);

    private final Set<Waiter> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
    private final LastingAnswer refusal = new LastingAnswer();
    /** What is known of it, which continues a sentence; null where it was never sent. */
    private String words;
    /** How often it was accepted since the run was last seen to stop. */
    private int accepted;
    private long patience;
    private long notBefore = Long.MIN_VALUE;

    private static boolean isStopping(Run read) {
        return read.isFinished() || UPLOADING.equals(read.getStatus()) || ABORTED.equals(read.getDoneReason());
    }

    /** The run was read: one that stops, and goes on later, is aborted anew. */
    void saw(Run read) {
        if (isStopping(read)) {
            accepted = 0;
            notBefore = Long.MIN_VALUE;
        } else if (accepted > 0) {
            words = "lobstr.io has accepted its abort, which has had no effect";
        }
    }

    /** Whether there is something to abort. */
    boolean isDue(Run read, long now) {
        return !isStopping(read) && now >= notBefore;
    }

    /** How often the API has said that it does it, although the run goes on. */
    int accepted() {
        return accepted;
    }

    /** It goes out now. */
    void sent() {
        words = "its abort was sent, and what became of it is not known";
    }

    /** The API said that it does it. */
    void done(List<Waiter> by, long now) {
        patience = accepted++ == 0 ? PATIENCE : Math.min(2 * patience, MOST_PATIENCE);
        notBefore = now + patience;
        words = "lobstr.io has accepted its abort";
        refusal.clear();
        wanted.addAll(by);
    }

    /**
     * It was not done for certain, or it is not known whether it was.
     *
     * @return whether the API refuses it for good
     */
    boolean failed(LobstrException e, List<Waiter> by, long now) {
        if (e instanceof LobstrServerException server) {
            words = server.isRequestSent() ? words : failure(e);
            wanted.addAll(server.isRequestSent() ? by : List.of());
            return false;
        }
        words = failure(e);
        if (accepted > 0) {
            // to the API there may be nothing to abort any more
            notBefore = now + patience;
            return false;
        }
        // it may be over, and the next look shows it
        return !(e instanceof LobstrRateLimitException) && refusal.lasts(now);
    }

    private static String failure(LobstrException e) {
        return "its abort has failed: " + e.getMessage();
    }

    /** What is known of it, which continues a sentence; null where it was never sent. */
    String words() {
        return words;
    }

    /** Whether the run has ended by it, and on behalf of this one. */
    boolean hasEnded(Run run, Waiter waiter) {
        return wanted.contains(waiter) && (ABORTED.equals(run.getStatus()) || ABORTED.equals(run.getDoneReason()));
    }

    void forget(Waiter waiter) {
        wanted.remove(waiter);
    }
}
