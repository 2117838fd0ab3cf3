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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A PostgreSQL server beside this JVM, on a port of this machine alone. Its data is in a folder, and there at the next
 * start.
 */
final class EmbeddedDatabase implements EmbeddedEngine {

    /** Owns the server. */
    private static final String OWNER = "postgres";
    private static final String NAME = "lobstr";
    private static final String USER = "samples";

    private final EmbeddedPostgres server;

    private EmbeddedDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    static EmbeddedDatabase start(Path folder) throws Exception {
        refuseSecond(folder.resolve("database"));
        EmbeddedDatabase database = new EmbeddedDatabase(
                EmbeddedPostgres.builder()
                        .setDataDirectory(folder.resolve("database")).setCleanDataDirectory(false)
                        // its own hook would end it while routes still write
                        .setRegisterShutdownHook(false)
                        .start());
        try {
            add(database.server(), NAME);
            return database;
        } catch (SQLException e) {
            database.close();
            throw e;
        }
    }

    /**
     * Adds a database, if it is not there, for the samples' user, which may make tables in it and nothing else: whoever
     * gets a statement past a route has the samples' rows, and not the server.
     *
     * @param  server the address of all databases, to which a name is added
     * @return        its address
     */
    static String add(String server, String name) throws SQLException {
        try (Connection all = DriverManager.getConnection(server + OWNER, OWNER, OWNER);
             Statement statement = all.createStatement()) {
            statement.execute("do $$ begin create role " + USER + " login password '" + USER
                              + "'; exception when duplicate_object then null; end $$");
            statement.execute("revoke connect on database postgres, template1 from public");
            if (!statement.executeQuery("select from pg_database where datname = '" + name + "'").next()) {
                statement.execute("create database " + name);
            }
            statement.execute("revoke all on database " + name + " from public");
            statement.execute("grant connect on database " + name + " to " + USER);
        }
        try (Connection one = DriverManager.getConnection(server + name, OWNER, OWNER);
             Statement statement = one.createStatement()) {
            statement.execute("revoke all on schema public from public");
            statement.execute("grant usage, create on schema public to " + USER);
        }
        return server + name;
    }

    /**
     * A JVM that is killed leaves its PostgreSQL behind, and no lock; a second one in the same folder would not start,
     * and not say why.
     */
    private static void refuseSecond(Path folder) throws IOException {
        Path lock = folder.resolve("postmaster.pid");
        if (Files.exists(lock)) {
            long process = Long.parseLong(Files.readAllLines(lock).get(0).strip());
            if (ProcessHandle.of(process).filter(EmbeddedDatabase::mayBePostgres).isPresent()) {
                throw new IllegalStateException(
                        "A PostgreSQL, process " + process + ", still runs in " + folder
                                                + ", though what started it was killed: end that process, and start again");
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
        return server() + NAME;
    }

    private String server() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/";
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
