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
package io.lobstr.camel.examples.samples;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Failures of a database as they come out of a route.
 */
class MayPassTest {

    private final MayPass mayPass = new MayPass();

    private boolean test(SQLException failure) {
        DataAccessException translated = new SQLStateSQLExceptionTranslator().translate("write", "insert", failure);
        return mayPass.test(translated == null ? new UncategorizedSQLException("write", "insert", failure) : translated);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "08006", "08001", "25006", "28P01", "3D000", "40001", "40P01", "53100", "53300", "55000", "55P03", "57P01",
            "57P03", "58030" })
    void aServerThatIsAwayOrFullOrAStandbyMayComeBack(String state) {
        assertThat(test(new SQLException("no", state))).isTrue();
    }

    /**
     * 54000 is what PostgreSQL says of a value that is too long for an index, and Spring calls it a lack of resources.
     */
    @ParameterizedTest
    @ValueSource(strings = { "22003", "22021", "22P02", "23502", "42P01", "54000", "54001", "0A000", "XX000" })
    void aStatementThatIsWrongStaysSo(String state) {
        assertThat(test(new SQLException("no", state))).isFalse();
    }

    @Test
    void aPoolThatHasNoConnectionMayHaveOneLater() {
        assertThat(test(new SQLTransientConnectionException("no"))).isTrue();
    }

    @Test
    void whatNobodyKnowsMayNot() {
        assertThat(mayPass.test(new IllegalStateException(new NullPointerException()))).isFalse();
        assertThat(test(new SQLException("no"))).isFalse();
    }
}
