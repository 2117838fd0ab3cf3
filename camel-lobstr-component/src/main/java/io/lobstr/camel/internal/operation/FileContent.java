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
package io.lobstr.camel.internal.operation;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file that a request sends, from wherever it is.
 */
public interface FileContent {

    /**
     * @return             the file from its beginning
     * @throws IOException if it cannot be read, or cannot be read again
     */
    InputStream open() throws IOException;

    /**
     * @return whether it was read, and cannot be read again
     */
    boolean isSpent();

    /**
     * @return how many bytes it has, -1 where that is not known
     */
    long length();

    /**
     * @return what it is called on the way
     */
    String name();

    /**
     * @return its media type
     */
    String type();

    /**
     * Nobody wants it to be sent any more: whoever reads it is told so.
     */
    void giveUp();
}
