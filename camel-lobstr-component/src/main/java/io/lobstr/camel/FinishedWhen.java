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
package io.lobstr.camel;

/**
 * When a run counts as finished. The constants are the words of the option.
 */
public enum FinishedWhen {

    /** Its status says that it is over: {@code done}, {@code aborted} or {@code error}. */
    ended,

    /** And its {@code export_done} is not {@code false}. */
    exported,

    /** And the verification of the e-mail addresses that it found is over, where there is one. */
    verified
}
