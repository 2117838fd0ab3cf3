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
package io.lobstr.camel.internal.client;

import java.time.Duration;

/**
 * Whether what an answer says is so, or passes: it is believed when it is said again and again, over some time. Not for
 * several threads at once.
 */
public final class LastingAnswer {

    /** How soon to ask again. */
    public static final Duration SOON = Duration.ofSeconds(5);

    private static final int OFTEN = 3;
    private static final long LONG_NANOS = SOON.multipliedBy(2).toNanos();

    private int times;
    private long since;

    /**
     * It was said, once more or for the first time.
     *
     * @param  nanoTime when
     * @return          whether it has lasted
     */
    public boolean lasts(long nanoTime) {
        if (times++ == 0) {
            since = nanoTime;
        }
        return times >= OFTEN && nanoTime - since >= LONG_NANOS;
    }

    /** The opposite was said. */
    public void clear() {
        times = 0;
    }

    /**
     * @return whether it was said last
     */
    public boolean isOpen() {
        return times > 0;
    }
}
