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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;

/**
 * The page of runs as one file, which is there whole or as it was before, whatever comes in between.
 */
final class ReportFile {

    private final Path file;

    ReportFile(Path folder) {
        file = folder.resolve("report.html");
    }

    /**
     * @param  page makes what is in it
     * @return      a line that says where it is, or why it is not there
     */
    String keep(Callable<String> page) {
        try {
            write(page.call());
            return "The page of runs as it is now, in one file for a browser: " + file;
        } catch (Exception e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return "The page of runs as it is now is not in " + file + ": "
                   + String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        }
    }

    private void write(String page) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(part, page);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
