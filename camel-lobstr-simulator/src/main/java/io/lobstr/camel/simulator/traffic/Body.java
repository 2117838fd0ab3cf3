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

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The body of an answer. It can be opened more than once, and need not be in memory.
 */
public interface Body {

    /**
     * {@return its length in bytes}
     */
    long length();

    /**
     * {@return a stream of it}
     */
    InputStream open();

    /**
     * A body in memory.
     *
     * @param  bytes what is in it
     * @return       the body
     */
    static Body of(byte[] bytes) {
        return new Body() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }

    /**
     * A text in UTF-8.
     *
     * @param  text what is in it
     * @return      the body
     */
    static Body of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }
}
