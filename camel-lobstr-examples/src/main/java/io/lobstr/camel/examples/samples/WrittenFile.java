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
package io.lobstr.camel.examples.samples;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.camel.Exchange;
import org.apache.camel.Handler;
import org.apache.camel.Header;

/**
 * The file that the route has just written, which S3 takes in parts; what it takes as a stream of unknown length is
 * read into memory first.
 */
public class WrittenFile {

    /**
     * @param  path what the file component says that it has written
     * @return      the file
     */
    @Handler
    public File at(@Header(Exchange.FILE_NAME_PRODUCED) String path) {
        return new File(path);
    }

    /**
     * Takes it away; S3's own {@code deleteAfterWrite} leaves what was not big enough for parts.
     *
     * @param  path        what the file component says that it has written
     * @throws IOException if it cannot be taken away
     */
    public void delete(@Header(Exchange.FILE_NAME_PRODUCED) String path) throws IOException {
        Files.deleteIfExists(Path.of(path));
    }
}
