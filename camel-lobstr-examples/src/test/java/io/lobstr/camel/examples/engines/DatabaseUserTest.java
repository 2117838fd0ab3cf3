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

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What somebody could do who gets a statement into the samples' connection to the embedded PostgreSQL.
 */
class DatabaseUserTest {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    @Test
    void ownsItsTablesAndNothingElse() throws Exception {
        String url = TestEngines.newDatabase();
        Flyway.configure().dataSource(url, "samples", "samples").load().migrate();
        JdbcTemplate samples = new JdbcTemplate(new DriverManagerDataSource(url, "samples", "samples"));
        assertThat(samples.queryForObject("select count(*) from lobstr_run", Long.class)).isZero();
        for (String statement : List.of(
                "copy lobstr_run from program 'id'", "copy (select 1) to 'somewhere'", "create role other superuser",
                "create database more", "create schema more", "create temporary table t (x int)",
                "alter role samples superuser", "set role postgres", "select pg_read_file('/etc/passwd')",
                "select * from pg_authid", "select lo_import('/etc/passwd')", "alter system set work_mem = '1GB'",
                "drop schema public cascade",
                "alter database " + url.substring(url.lastIndexOf('/') + 1) + " owner to samples")) {
            // refused, and not failed for another reason
            assertThatThrownBy(() -> samples.execute(statement)).as(statement).rootCause()
                    .asInstanceOf(InstanceOfAssertFactories.type(SQLException.class)).extracting(SQLException::getSQLState)
                    .isEqualTo(INSUFFICIENT_PRIVILEGE);
        }
        for (String database : List.of("postgres", "template1")) {
            String foreign = url.substring(0, url.lastIndexOf('/') + 1) + database;
            assertThatThrownBy(() -> DriverManager.getConnection(foreign, "samples", "samples")).as(database)
                    .hasMessageContaining("permission denied");
        }
        assertThat(samples.queryForObject("select rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls"
                                          + " from pg_roles where rolname = current_user",
                Boolean.class)).isFalse();
    }
}
