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
package io.lobstr.camel.internal.http;

import java.time.Instant;

/**
 * What the far side's own clock showed.
 *
 * @param time  what
 * @param nanos when, by {@link System#nanoTime()}
 */
public record SaidTime(Instant time, long nanos) {

    /**
     * @return what it shows now, a second late at most
     */
    public Instant now() {
        return time.plusNanos(System.nanoTime() - nanos);
    }
}
