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
package io.lobstr.camel.model;

/**
 * How a documented field is read.
 */
@FunctionalInterface
interface FieldParser {

    /**
     * @param  json                     what Jackson read, never null
     * @return                          the one value that all spellings of it become; null where they say nothing
     * @throws IllegalArgumentException if it is none of the spellings; the message continues a sentence
     */
    Object parse(Object json);
}
