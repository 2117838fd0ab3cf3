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
package io.lobstr.camel;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.lobstr.camel.model.Run;

/**
 * When a run counts as finished. The constants are the words of the option.
 */
public enum FinishedWhen {

    /** Its status says that it is over: {@code done}, {@code aborted} or {@code error}. */
    ended,

    /** And its {@code export_done} is not {@code false}. */
    exported,

    /** And the verification of the e-mail addresses that it found is over, where there is one. */
    verified;

    private static final Set<String> VERIFYING = Set.of("pending", "queued", "started", "running", "processing",
            "in_progress", "in progress", "verifying", "uploading", "paused");

    /**
     * @param  run as it is now
     * @return     whether it is over, and all that is waited for has come
     */
    public boolean isMetBy(Run run) {
        return run.isFinished() && switch (this) {
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
}
