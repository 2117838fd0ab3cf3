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
package io.lobstr.camel.simulator.webhook;

import java.time.Duration;
import java.util.Objects;

/**
 * Something that goes wrong with a call of a webhook before it is made. A value: it can be used as often as needed.
 */
public final class WebhookFault {

    private final int copies;
    private final Duration delay;
    private final boolean behindNext;

    private WebhookFault(int copies, Duration delay, boolean behindNext) {
        this.copies = copies;
        this.delay = delay;
        this.behindNext = behindNext;
    }

    /**
     * The call is never made.
     *
     * @return the fault
     */
    public static WebhookFault lost() {
        return repeated(0);
    }

    /**
     * The call is made twice.
     *
     * @return the fault
     */
    public static WebhookFault doubled() {
        return repeated(2);
    }

    /**
     * The call is made several times.
     *
     * @param  times how often
     * @return       the fault
     */
    public static WebhookFault repeated(int times) {
        return new WebhookFault(times, Duration.ZERO, false);
    }

    /**
     * The call is made late.
     *
     * @param  delay how late, by the simulator's clock
     * @return       the fault
     */
    public static WebhookFault delayed(Duration delay) {
        return new WebhookFault(1, Objects.requireNonNull(delay, "delay"), false);
    }

    /**
     * The call is made right after the next one of its squid; not at all where none follows.
     *
     * @return the fault
     */
    public static WebhookFault behindNext() {
        return new WebhookFault(1, Duration.ZERO, true);
    }

    int copies() {
        return copies;
    }

    Duration delay() {
        return delay;
    }

    boolean isBehindNext() {
        return behindNext;
    }
}
