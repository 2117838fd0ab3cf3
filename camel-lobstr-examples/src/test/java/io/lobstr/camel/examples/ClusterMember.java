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
package io.lobstr.camel.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The samples in a JVM of their own.
 */
final class ClusterMember implements AutoCloseable {

    private final Path log;
    private final Process process;

    /**
     * @param folder      for its files, its own
     * @param environment settings by environment variables
     * @param settings    settings by system properties
     */
    ClusterMember(Path folder, Map<String, String> environment, Map<String, String> settings) throws IOException {
        Files.createDirectories(folder);
        log = folder.resolve("member.log");
        List<String> words = new ArrayList<>(
                List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
        settings.forEach((name, value) -> words.add("-D" + name + "=" + value));
        words.addAll(List.of("-Ddata.folder=" + folder.resolve("data"), "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ClusterMemberMain.class.getName()));
        // a file, since a command line may be too short for a class path
        Path arguments = folder.resolve("member.args");
        Files.write(arguments, words.stream().map(word -> '"' + word.replace("\\", "\\\\") + '"').toList());
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + arguments)
                .redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /** @return whether it goes by this name in the cluster, which begins with the id of the process */
    boolean is(String member) {
        return member.startsWith(process.pid() + "@");
    }

    void assertAlive() {
        assertThat(process.isAlive()).as(() -> log() + "has ended").isTrue();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    /** SIGTERM. */
    void stop() throws InterruptedException {
        // the process's own destroy closes its input too
        process.toHandle().destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    @Override
    public void close() {
        // or it would still write while its folder is deleted
        process.destroyForcibly().onExit().join();
    }
}
