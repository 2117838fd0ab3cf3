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
package io.lobstr.camel.internal.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The file that a path means, behind all links: it is what is written, replaced, and known by, also before it exists.
 */
final class RealFile {

    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;

    private RealFile() {
    }

    static Path of(Path path) throws IOException {
        Path file = path.toAbsolutePath().normalize();
        for (int links = 0; links < MOST_LINKS; links++) {
            try {
                return file.toRealPath();
            } catch (NoSuchFileException e) {
                if (!Files.isSymbolicLink(file)) {
                    Path folder = file.getParent();
                    return folder == null ? file : of(folder).resolve(file.getFileName());
                }
                file = file.resolveSibling(Files.readSymbolicLink(file)).normalize();
            }
        }
        throw new IOException(path + " is a link that leads nowhere");
    }
}
