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
package io.lobstr.camel.internal.produce;

/**
 * What the URI of an endpoint says, by the names of its options.
 */
@FunctionalInterface
public interface UriOptions {

    /**
     * @param  option its name
     * @return        what it is set to, its default, or null where it has none
     */
    Object get(String option);

    /**
     * @param  option its name
     * @param  type   what it is
     * @param  <T>    what it is
     * @return        what it is set to, its default, or null where it has none
     */
    default <T> T get(String option, Class<T> type) {
        return type.cast(get(option));
    }
}
