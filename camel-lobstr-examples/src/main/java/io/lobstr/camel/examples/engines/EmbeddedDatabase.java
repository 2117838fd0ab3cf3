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
package io.lobstr.camel.examples.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A PostgreSQL server beside this JVM, on a port of this machine alone. Its data is in a folder, and there at the next
 * start.
 */
final class EmbeddedDatabase implements EmbeddedEngine {

    private final EmbeddedPostgres server;

    private EmbeddedDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    static EmbeddedDatabase start(Path folder) throws Exception {
        refuseSecond(folder.resolve("database"));
        return new EmbeddedDatabase(
                EmbeddedPostgres.builder()
                        .setDataDirectory(folder.resolve("database")).setCleanDataDirectory(false)
                        // its own hook would end it while routes still write
                        .setRegisterShutdownHook(false)
                        .start());
    }

    /**
     * A JVM that is killed leaves its PostgreSQL behind; a second one in the same folder would not start, and not say
     * why.
     */
    private static void refuseSecond(Path folder) throws IOException {
        Path lock = folder.resolve("postmaster.pid");
        if (Files.exists(lock)) {
            long process = Long.parseLong(Files.readAllLines(lock).get(0).strip());
            if (ProcessHandle.of(process).filter(EmbeddedDatabase::mayBePostgres).isPresent()) {
                throw new IllegalStateException(
                        "A PostgreSQL runs in " + folder + " already, as process " + process
                                                + ": end what uses it, or that process where what started it was killed");
            }
            // PostgreSQL itself would take any process of the same user for one
            Files.delete(lock);
        }
    }

    /** After a crash of the machine another program may have the number. */
    private static boolean mayBePostgres(ProcessHandle process) {
        return process.info().command().map(command -> command.contains("postgres")).orElse(true);
    }

    @Override
    public String address() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
