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
package io.lobstr.camel.examples.demo;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the demo writes. Nothing here logs: the log is in there.
 */
final class DemoFolder {

    private DemoFolder() {
    }

    /**
     * Makes the folder, if it is not there.
     *
     * @throws DemoException if nothing can be written there
     */
    static void prepare(Path folder) {
        try {
            Files.createDirectories(folder);
            Path trial = Files.createTempFile(folder, "demo", ".tmp");
            Files.write(trial, new byte[1]);
            Files.delete(trial);
        } catch (IOException e) {
            throw new DemoException(
                    "The demo cannot write to demo.folder=" + folder + " (" + reason(e)
                                    + "): name another with -Ddemo.folder=PATH.",
                    e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof FileAlreadyExistsException) {
            return "it is a file";
        }
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        return e instanceof FileSystemException failed && failed.getReason() != null ? failed.getReason() : e.toString();
    }
}
