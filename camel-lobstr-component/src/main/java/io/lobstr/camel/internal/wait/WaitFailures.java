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

import io.lobstr.camel.exception.LobstrAuthenticationException;
import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.exception.LobstrTimeoutException;
import io.lobstr.camel.internal.operation.Words;
import io.lobstr.camel.model.Run;

/**
 * What a caller is told whose wait ended before its run.
 */
final class WaitFailures {

    private WaitFailures() {
    }

    static LobstrException timeout(RunWait wait, AwaitedRun run) {
        Throwable last = run.failure();
        String why = "was not " + wait.end().words() + " within " + wait.timeout().toMillis()
                     + " ms (awaitTimeout): its status is "
                     + (run.status() == null ? "not known" : Words.brief(run.status()))
                     + wait.cap().words(run.known()) + (run.abortWords() == null ? "" : "; " + run.abortWords())
                     + (last == null
                             ? "" : "; the last look failed: "
                                    + (last instanceof LobstrException ? last.getMessage() : last.toString()));
        return new LobstrTimeoutException(message(wait, why), run.known(), last);
    }

    /** @param abort what is known of its abort, null where none was sent */
    static LobstrException stopped(RunWait wait, Run known, String abort) {
        String state = known != null && known.isFinished() ? "the run is over" : abort == null ? "the run goes on" : abort;
        return new LobstrStoppedException(
                message(wait, "was given up, since its context or route was stopped; " + state), known, null);
    }

    /** The key was refused, perhaps while something else was asked for the sake of the wait. */
    static LobstrException refused(RunWait wait, LobstrException e) {
        if (!(e instanceof LobstrAuthenticationException) || e.getMessage().startsWith(message(wait, ""))) {
            return e;
        }
        return new LobstrAuthenticationException(
                message(wait, "failed: ") + e.getMessage(), e.getStatusCode(), e.getType(), e.getParam(), e.getRetryAfter(), e);
    }

    private static String message(RunWait wait, String why) {
        return "awaitRun of run " + Words.brief(wait.run()) + " " + why;
    }
}
