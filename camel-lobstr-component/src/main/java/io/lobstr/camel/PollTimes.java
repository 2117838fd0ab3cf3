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
 * When a consumer asks whether runs have finished. The constants are the words of the option.
 */
public enum PollTimes {

    /** At even distances, the {@code delay}. */
    even,

    /**
     * When runs are likely to end, as far as the lengths of earlier runs tell. Of each squid that is named, or of the
     * whole account, no hour has more looks than {@code delay} would have spent; two looks are 5 seconds apart at
     * least, and four times {@code delay} at most.
     */
    predicted
}
