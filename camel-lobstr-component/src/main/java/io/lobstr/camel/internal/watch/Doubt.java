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

/**
 * Something that was said and may pass: it is believed when it was said several times over some time. One answer proves
 * nothing that cannot be taken back.
 */
final class Doubt {

    private static final int TIMES = 3;
    private static final Duration TIME = Duration.ofMinutes(10);

    private Instant since;
    private int times;

    /** It was said once more. */
    boolean isBelieved(Instant now) {
        since = since == null ? now : since;
        return ++times >= TIMES && !now.isBefore(since.plus(TIME));
    }
}
