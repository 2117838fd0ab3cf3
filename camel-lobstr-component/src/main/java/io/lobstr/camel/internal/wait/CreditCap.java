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

import java.math.BigDecimal;
import java.util.Objects;

import io.lobstr.camel.model.Run;

/**
 * What a run may cost that somebody waits for.
 *
 * @param most    in credits; null for any number
 * @param aborted is told before the run is answered, where it was aborted because it had cost more
 */
public record CreditCap(BigDecimal most, Runnable aborted) {

    /** It may cost anything. */
    public static final CreditCap NONE = new CreditCap(null, () -> {
    });

    /**
     * @param most    in credits; null for any number
     * @param aborted is told before the run is answered, where it was aborted because it had cost more
     */
    public CreditCap {
        Objects.requireNonNull(aborted, "aborted");
    }

    boolean isExceededBy(Run run) {
        return most != null && run.getCreditUsed() != null && run.getCreditUsed().compareTo(most) > 0;
    }

    /** What a message says of the run as it was last read; empty where that is nothing. */
    String words(Run run) {
        if (most == null || run == null || run.isFinished()) {
            return "";
        }
        if (run.getCreditUsed() == null) {
            return "; what it has used is not known, so that maxCredits could not be kept";
        }
        return isExceededBy(run)
                ? "; it has used " + run.getCreditUsed().toPlainString() + " credits, more than " + most.toPlainString()
                  + " (maxCredits)"
                : "";
    }
}
