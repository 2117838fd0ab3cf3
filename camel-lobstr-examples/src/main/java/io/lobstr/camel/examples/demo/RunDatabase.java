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
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.camel.spi.IdempotentRepository;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * An H2 database in a file. It holds the table {@code lobstr_run}, and what the consumer of finished runs remembers.
 */
final class RunDatabase implements AutoCloseable {

    private static final String USER = "sa";
    /**
     * What was committed is on the disk at once; on Ctrl-C the routes end before the database does; no trace file.
     */
    private static final String OPTIONS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

    private final String file;
    private final JdbcConnectionPool pool;

    private RunDatabase(Path folder) {
        file = folder.resolve("database").resolve("lobstr").toString();
        pool = JdbcConnectionPool.create("jdbc:h2:file:" + file + OPTIONS, USER, "");
    }

    static RunDatabase open(Path folder) throws SQLException, IOException {
        RunDatabase database = new RunDatabase(folder);
        try (InputStream create = RunDatabase.class.getResourceAsStream("/sql/create-table.sql");
             Connection connection = database.pool.getConnection();
             Statement statement = connection.createStatement()) {
            statement.execute(new String(create.readAllBytes(), StandardCharsets.UTF_8));
            return database;
        } catch (SQLException e) {
            database.close();
            if (e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
                throw new DemoException(
                        "The database in " + folder + " is in use: another demo is running there, or a tool has it open.", e);
            }
            throw e;
        }
    }

    DataSource dataSource() {
        return pool;
    }

    /**
     * What the consumer remembers is kept beside the rows, in the same database: one file to keep or to throw away, and
     * a kill at any instant leaves it whole. A {@code FileIdempotentRepository} would do too; it rewrites its file in
     * place when it forgets something, and forgets the oldest when the file gets big.
     */
    IdempotentRepository handledRuns() {
        return new JdbcMessageIdRepository(pool, "finished-runs");
    }

    List<StoredRun> runs() throws SQLException {
        List<StoredRun> runs = new ArrayList<>();
        try (Connection connection = pool.getConnection();
             Statement statement = connection.createStatement();
             ResultSet row = statement.executeQuery("select * from lobstr_run order by created_at")) {
            while (row.next()) {
                runs.add(new StoredRun(
                        row.getString("id"), row.getString("squid"), row.getString("status"), row.getString("done_reason"),
                        row.getObject("created_at", OffsetDateTime.class), row.getLong("total_results")));
            }
        }
        return runs;
    }

    /** A command line that reads the table, with the JDK and what is there already. */
    String howToQuery() {
        return "java -cp \"%s\" org.h2.tools.Shell -url \"jdbc:h2:file:%s\" -user %s -password \"\" -sql \"select * from lobstr_run\""
                .formatted(jar(), file, USER);
    }

    private static Path jar() {
        try {
            return Path.of(JdbcConnectionPool.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
