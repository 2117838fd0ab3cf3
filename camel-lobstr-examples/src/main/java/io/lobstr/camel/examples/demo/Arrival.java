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

import java.util.ArrayList;
import java.util.List;

import io.lobstr.camel.model.Run;

/**
 * What became of a run in the end, as found where it should be.
 *
 * @param booked   what the routes said
 * @param file     whether its file is there
 * @param queue    whether it came back from the queue
 * @param database whether its row is there
 */
record Arrival(BookedRun booked, boolean file, boolean queue, boolean database) {

    Run run() {
        return booked.run();
    }

    boolean complete() {
        return file && queue && database;
    }

    /** Where it is not, in words. */
    String missing() {
        List<String> places = new ArrayList<>();
        if (!file) {
            places.add("the file");
        }
        if (!queue) {
            places.add("the queue");
        }
        if (!database) {
            places.add("the database");
        }
        return "run " + run().getId() + " (" + run().getStatus() + ") is missing in " + String.join(", ", places);
    }
}
