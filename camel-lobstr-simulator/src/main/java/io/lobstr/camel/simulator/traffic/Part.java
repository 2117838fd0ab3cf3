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
package io.lobstr.camel.simulator.traffic;

import java.nio.charset.StandardCharsets;

/**
 * A part of a form with files.
 *
 * @param name        its name
 * @param fileName    the name of its file, or null
 * @param contentType what it says it is, or null
 * @param content     what is in it
 */
public record Part(String name, String fileName, String contentType, byte[] content) {

    /**
     * {@return what is in it, as text}
     */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }
}
