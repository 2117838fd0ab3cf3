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
package io.lobstr.camel.internal.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.lobstr.camel.FinishedWhen;
import io.lobstr.camel.model.Run;

/**
 * When a run counts as finished.
 *
 * @param when    what is waited for
 * @param timeout how long after its end a run counts as finished all the same
 */
public record Finishing(FinishedWhen when, Duration timeout) {

    private static final Set<String> VERIFYING = Set.of("pending", "queued", "started", "running", "processing",
            "in_progress", "in progress", "verifying", "uploading", "paused");

    /** The status decides. */
    public static final Finishing ENDED = new Finishing(FinishedWhen.ended, Duration.ZERO);

    /**
     * @param  run   as it is now
     * @param  since when it was first seen over, which counts where it does not say when it ended; or null
     * @param  now   what time it is, by the clock of the API
     * @return       whether it has finished
     */
    public boolean isFinished(Run run, Instant since, Instant now) {
        return isComplete(run) || run.isFinished() && isLate(run, since, now);
    }

    /**
     * @param  run as it is now
     * @return     whether it is over and all that is waited for has come, so that no timeout is needed
     */
    public boolean isComplete(Run run) {
        return run.isFinished() && switch (when) {
            case ended -> true;
            case exported -> isExported(run);
            case verified -> isExported(run) && !isVerifying(run.toMap().get("email_verification"));
        };
    }

    private static boolean isExported(Run run) {
        return !Boolean.FALSE.equals(run.getExportDone());
    }

    /** A word, or an object; a word that this version does not know is taken for an end. */
    private static boolean isVerifying(Object verification) {
        if (verification instanceof Map<?, ?> object) {
            return object.get("is_done") instanceof Boolean done ? !done : isVerifying(object.get("status"));
        }
        return verification instanceof String word && VERIFYING.contains(word.strip().toLowerCase(Locale.ROOT));
    }

    private boolean isLate(Run run, Instant since, Instant now) {
        Instant ended = WatchedRun.endOf(run);
        Instant from = ended == null ? since : ended;
        return from != null && !now.isBefore(from.plus(timeout));
    }
}
