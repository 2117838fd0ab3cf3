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
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real mounts, until it is closed. Where the system does not allow them, the test that wants one is skipped.
 */
final class Mounts implements AutoCloseable {

    private final Deque<Path> mounted = new ArrayDeque<>();

    /** A disk of so many kilobytes. */
    Path disk(Path folder, int kilobytes) throws Exception {
        Files.createDirectory(folder);
        mount(folder, "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", folder.toString());
        return folder;
    }

    /** A file that is mounted by itself, as into a container. */
    Path bind(Path source, Path file) throws Exception {
        Files.createFile(file);
        mount(file, "--bind", source.toString(), file.toString());
        return file;
    }

    void makeReadOnly(Path folder, boolean readOnly) throws Exception {
        assertThat(run("mount", "-o", "remount," + (readOnly ? "ro" : "rw"), folder.toString())).isTrue();
    }

    private void mount(Path where, String... options) throws Exception {
        String[] command = new String[options.length + 1];
        command[0] = "mount";
        System.arraycopy(options, 0, command, 1, options.length);
        if (!run(command)) {
            throw new TestAbortedException("needs the right to mount, as root has it on Linux");
        }
        mounted.push(where);
    }

    private static boolean run(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws Exception {
        while (!mounted.isEmpty()) {
            assertThat(run("umount", mounted.pop().toString())).isTrue();
        }
    }
}
