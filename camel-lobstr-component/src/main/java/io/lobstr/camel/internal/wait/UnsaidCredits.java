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

import io.lobstr.camel.model.Run;

/**
 * The looks at a run with a cap that did not show what it has used: nobody knows then when it has used too much. To be
 * told once. Guarded by its run.
 */
final class UnsaidCredits {

    /** One answer without it, or one that cannot be read, says nothing. */
    static final int LOOKS = 3;
    /** It has used nothing yet. */
    private static final String PENDING = "pending";

    private int looks;
    private boolean told;

    /** @return whether it is to be told now */
    boolean isToldAfter(Run read) {
        looks = read.getCreditUsed() == null && !PENDING.equals(read.getStatus()) ? looks + 1 : 0;
        boolean now = looks >= LOOKS && !told;
        told |= now;
        return now;
    }
}
