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

import io.lobstr.camel.model.Run;

/**
 * What is known of a run.
 *
 * @param number    which of the demo's runs it is, from 1; 0 if something else started it
 * @param run       as it was last seen
 * @param delivered whether it went to a file, the queue and the table
 * @param readBack  whether it came back from the queue
 */
record BookedRun(int number, Run run, boolean delivered, boolean readBack) {

    BookedRun withNumber(int newNumber) {
        return new BookedRun(newNumber, run, delivered, readBack);
    }

    /** What finished does not get unfinished by an answer that was on its way before. */
    BookedRun withRun(Run newRun) {
        return run.isFinished() ? this : new BookedRun(number, newRun, delivered, readBack);
    }

    BookedRun asDelivered() {
        return new BookedRun(number, run, true, readBack);
    }

    BookedRun asReadBack() {
        return new BookedRun(number, run, delivered, true);
    }

    boolean own() {
        return number > 0;
    }

    boolean arrived() {
        return delivered && readBack;
    }
}
