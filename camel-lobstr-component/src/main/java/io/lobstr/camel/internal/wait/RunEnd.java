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
package io.lobstr.camel.internal.wait;

import java.util.function.Predicate;

import io.lobstr.camel.model.Run;

/**
 * When a run is what is waited for.
 *
 * @param words   what it then is, as a message says it
 * @param isMetBy whether a run, as it was just answered, is that
 */
public record RunEnd(String words, Predicate<Run> isMetBy) {

    /** The status decides. */
    public static final RunEnd FINISHED = new RunEnd("finished", Run::isFinished);
}
