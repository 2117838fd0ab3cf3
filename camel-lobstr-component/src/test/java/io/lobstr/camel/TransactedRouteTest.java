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
package io.lobstr.camel;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.DataSource;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A transaction around the route, in a real database: what it rolls back comes out again, what it commits does not.
 */
class TransactedRouteTest extends SimulatorTestSupport {

    private final DataSource database = database();
    private final JdbcTemplate sql = new JdbcTemplate(database);
    private final List<String> emitted = new CopyOnWriteArrayList<>();

    private static DataSource database() {
        PGSimpleDataSource database = new PGSimpleDataSource();
        try {
            database.setURL(PostgresDatabases.create());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return database;
    }

    @Test
    void aRunWhoseTransactionIsRolledBackComesOutAgain() throws Exception {
        sql.execute("CREATE TABLE run (id VARCHAR(32), step VARCHAR(10))");
        context().getRegistry().bind("database", database);
        context().getRegistry().bind("required", new SpringTransactionPolicy(new DataSourceTransactionManager(database)));
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("lobstr:finishedRuns?initialDelay=0&delay=20&startFrom=earliest&squid=" + squid.id())
                        .transacted("required")
                        .to("sql:INSERT INTO run VALUES (:#${body.id}, 'first')?dataSource=#database")
                        .process(exchange -> {
                            emitted.add(exchange.getMessage().getHeader(LobstrConstants.RUN_ID, String.class));
                            if (emitted.size() < 3) {
                                throw new IllegalStateException("the second step failed");
                            }
                        })
                        .to("sql:INSERT INTO run VALUES (:#${body.id}, 'second')?dataSource=#database");
            }
        });
        squid.addFinishedRuns(2);
        String older = squid.run(1).id();
        String newer = squid.run(0).id();

        await().until(() -> sql.queryForObject("SELECT COUNT(*) FROM run", Integer.class) == 4);

        long polls = simulator.requests().count("GET /v1/runs");
        await().until(() -> simulator.requests().count("GET /v1/runs") > polls + 4);
        assertThat(emitted).containsExactlyInAnyOrder(older, older, newer, newer);
        assertThat(sql.queryForList("SELECT DISTINCT id FROM run", String.class)).containsExactlyInAnyOrder(older, newer);
        assertThat(sql.queryForObject("SELECT COUNT(*) FROM run", Integer.class)).isEqualTo(4);
    }
}
