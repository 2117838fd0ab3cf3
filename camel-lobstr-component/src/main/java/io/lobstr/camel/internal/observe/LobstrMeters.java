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
package io.lobstr.camel.internal.observe;

import java.time.Duration;
import java.util.function.DoubleSupplier;

import org.apache.camel.CamelContext;

/**
 * What is measured, for whoever collects it: Micrometer, where it is on the class path.
 */
public interface LobstrMeters {

    /** Where nobody collects. */
    LobstrMeters NONE = new LobstrMeters() {
    };

    /**
     * @param  context   whose registry has the meter registry; without one, Micrometer's global registry is taken
     * @param  component the name of the component, which tells its meters from those of another in the same context
     * @return           the meters
     */
    static LobstrMeters of(CamelContext context, String component) {
        return isThere() ? new GuardedMeters(MicrometerMeters.of(context, component)) : NONE;
    }

    /** Where this class comes from: the context's class loader may see more than that of the meters. */
    private static boolean isThere() {
        try {
            Class.forName("io.micrometer.core.instrument.MeterRegistry", false, LobstrMeters.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /**
     * @param operation what was asked
     * @param outcome   the HTTP status, or {@code no_answer}
     * @param took      from sending the request to the end of its answer
     */
    default void request(String operation, String outcome, Duration took) {
        // nobody collects
    }

    /**
     * @param route the route that a run came out of
     */
    default void emitted(String route) {
        // nobody collects
    }

    /**
     * @param route the route that a run came out of
     * @param delay from the end of the run to the moment it came out
     */
    default void delay(String route, Duration delay) {
        // nobody collects
    }

    /**
     * @param route the route whose exchange succeeded
     */
    default void settled(String route) {
        // nobody collects
    }

    /**
     * @param route the route whose exchange failed
     */
    default void failed(String route) {
        // nobody collects
    }

    /**
     * @param route the route whose consumer found a run that has ended
     * @param by    {@code push}, where a call had told of it, or {@code poll}
     * @param runs  how many; 0 lets the meter be there before the first
     */
    default void found(String route, String by, int runs) {
        // nobody collects
    }

    /**
     * @param route the route whose consumer found a run of which no call told in time
     * @param runs  how many; 0 lets the meter be there before the first
     */
    default void missed(String route, int runs) {
        // nobody collects
    }

    /**
     * @param name        of the counter
     * @param description what it counts
     * @param value       asked for when somebody looks
     * @param more        tags of its own, each a name and a value
     */
    default void counter(String name, String description, DoubleSupplier value, String... more) {
        // nobody collects
    }

    /**
     * @param name        of the gauge
     * @param description what it shows
     * @param value       asked for when somebody looks
     */
    default void gauge(String name, String description, DoubleSupplier value) {
        // nobody collects
    }

    /**
     * Takes all meters back.
     */
    default void close() {
        // nobody collects
    }
}
