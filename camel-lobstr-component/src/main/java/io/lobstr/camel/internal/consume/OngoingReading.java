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
package io.lobstr.camel.internal.consume;

import io.lobstr.camel.internal.operation.ListLength;
import io.lobstr.camel.internal.watch.Moment;
import io.lobstr.camel.internal.watch.RunReading;
import io.lobstr.camel.internal.watch.SquidWatch;
import io.lobstr.camel.internal.watch.StartFrom;

/**
 * A reading of a list of runs that takes several polls. For one thread.
 */
final class OngoingReading {

    /** A list that shrinks so often while it is read is read as it is. */
    private static final int MOST_TRIES = 5;
    /** A page that fails so often does not pass. */
    private static final int MOST_FAILURES = 3;

    final SquidWatch watch;
    RunReading reading;
    ListLength length = new ListLength();
    Moment moment;
    int page = 1;
    int failures;
    private int tries = 1;
    private int counted;
    private boolean ending;

    OngoingReading(SquidWatch watch) {
        this.watch = watch;
        reading = watch.read();
    }

    /** Whatever broke off: what was read is read. What was being taken over is to be read anew. */
    boolean isKept() {
        return page > 1 && !hasFailed() && !ending;
    }

    void fails(boolean mayPass) {
        failures = mayPass ? failures + 1 : MOST_FAILURES;
    }

    boolean hasFailed() {
        return failures >= MOST_FAILURES;
    }

    /** Lets go of what was read: how many runs that was. */
    int giveUp() {
        int read = reading.size();
        fails(false);
        reading = null;
        return read;
    }

    /** How many runs came since this was asked last. */
    int fresh() {
        int before = counted;
        counted = reading.size();
        return counted - before;
    }

    void again() {
        reading = watch.read();
        length = new ListLength();
        counted = 0;
        moment = null;
        page = 1;
        if (++tries > MOST_TRIES) {
            reading.shrinks();
        }
    }

    void finish(StartFrom startFrom) {
        ending = true;
        reading.finish(startFrom, moment);
    }

    void finishPart(StartFrom startFrom) {
        ending = true;
        reading.finishPart(startFrom, moment);
    }
}
