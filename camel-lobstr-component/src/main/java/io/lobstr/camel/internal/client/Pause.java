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
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * How a caller waits between two attempts.
 */
@FunctionalInterface
public interface Pause {

    /** Holds the calling thread. An interrupt ends the wait with an {@link IllegalStateException}. */
    Pause BLOCKING = (delay, task) -> {
        try {
            TimeUnit.NANOSECONDS.sleep(TimeUnit.NANOSECONDS.convert(delay));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for lobstr.io", e);
        }
        task.run();
    };

    /**
     * Runs the task when the time has passed, on this thread or on another.
     *
     * @param delay how long to wait
     * @param task  what comes then; throws nothing
     */
    void then(Duration delay, Runnable task);

    /**
     * The same, and says so where the task will not run.
     *
     * @param delay     how long to wait
     * @param task      what comes then; throws nothing
     * @param otherwise hears why there was no waiting, or why it ended before its time; throws nothing
     */
    default void then(Duration delay, Runnable task, Consumer<RuntimeException> otherwise) {
        try {
            then(delay, task);
        } catch (RuntimeException e) {
            otherwise.accept(e);
        }
    }
}
