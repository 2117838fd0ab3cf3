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

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.model.Run;

/**
 * Where a sample brings runs.
 *
 * @param sample the sample
 * @param word   what to call the place
 * @param wanted which runs come there
 * @param look   looks what is there, whatever the routes said
 */
record Place(Sample sample, String word, Wanted wanted, Look look) {

    static final Wanted EVERY = new Wanted("every run", run -> true);

    /**
     * Which of the runs that have ended come to a place.
     *
     * @param words what to call them
     * @param test  whether a run is one
     */
    record Wanted(String words, Predicate<Run> test) {
    }

    boolean wants(Run run) {
        return wanted.test().test(run);
    }

    /** A look at a place. */
    @FunctionalInterface
    interface Look {
        Found find() throws Exception;
    }

    /**
     * What was found.
     *
     * @param runs     the ids of the runs that are there
     * @param summary  what is there, in a line
     * @param commands how to look at it
     */
    record Found(Set<String> runs, String summary, List<String> commands) {

        /** Such as "1 message" and "2 messages". */
        static String count(int number, String what) {
            return number + " " + what + (number == 1 ? "" : "s");
        }
    }
}
