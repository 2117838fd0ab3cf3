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
package io.lobstr.camel.examples.demo;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.model.Run;

/**
 * What is known of a run.
 *
 * @param number   which of the demo's runs it is, from 1; 0 if something else started it
 * @param run      as it was last seen
 * @param handled  the samples that are through with it, and since when
 * @param wantedBy the samples that will be, once it has finished
 */
record BookedRun(int number, Run run, Map<Sample, Instant> handled, Set<Sample> wantedBy) {

    static BookedRun of(Run run, Set<Sample> wantedBy) {
        return new BookedRun(0, run, Map.of(), wantedBy);
    }

    BookedRun withNumber(int newNumber) {
        return new BookedRun(newNumber, run, handled, wantedBy);
    }

    /** What finished does not get unfinished by an answer that was on its way before. */
    BookedRun withRun(Run newRun, Set<Sample> newWantedBy) {
        return run.isFinished() ? this : new BookedRun(number, newRun, handled, newWantedBy);
    }

    BookedRun handledBy(Sample sample) {
        Map<Sample, Instant> samples = new EnumMap<>(Sample.class);
        samples.put(sample, Instant.now());
        samples.putAll(handled);
        return new BookedRun(number, run, samples, wantedBy);
    }

    boolean own() {
        return number > 0;
    }

    boolean arrived() {
        return run.isFinished() && handled.keySet().containsAll(wantedBy);
    }
}
