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
package io.lobstr.camel.simulator.traffic;

import java.time.Duration;

/**
 * How an answer is sent.
 *
 * @param delay   how long before its first byte
 * @param trickle how long its body takes
 * @param breaks  what happens to the connection
 */
public record Delivery(Duration delay, Duration trickle, Breaks breaks) {

    /** At once, and whole. */
    public static final Delivery PLAIN = new Delivery(Duration.ZERO, Duration.ZERO, Breaks.NOTHING);

    /**
     * What happens to the connection.
     */
    public enum Breaks {
        /** Nothing. */
        NOTHING,
        /** It is reset before the first byte. */
        RESET,
        /** It is closed before the first byte. */
        CLOSE,
        /** It is closed in the middle of the body. */
        CUT,
        /** It brings something that is not HTTP. */
        GARBAGE
    }
}
