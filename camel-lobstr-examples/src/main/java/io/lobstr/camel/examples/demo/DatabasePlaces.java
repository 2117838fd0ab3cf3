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

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import javax.sql.DataSource;

import io.lobstr.camel.examples.demo.Place.Found;
import org.apache.camel.support.CamelContextHelper;

/**
 * What is in tables.
 */
final class DatabasePlaces {

    private final DemoApplication application;

    DatabasePlaces(DemoApplication application) {
        this.application = application;
    }

    Found runs() throws SQLException {
        Set<String> runs = new HashSet<>(column("select id from lobstr_run"));
        return new Found(
                runs, "%s in the table lobstr_run, %s in lobstr_run_task"
                        .formatted(Found.count(runs.size(), "row"), column("select count(*) from lobstr_run_task").get(0)),
                List.of(application.look("tables")));
    }

    Found results() throws SQLException {
        return new Found(
                new HashSet<>(column("select distinct run from lobstr_result")),
                column("select count(*) from lobstr_result").get(0) + " rows in the table lobstr_result",
                List.of(application.look("tables")));
    }

    Found costs() throws SQLException {
        return new Found(
                new HashSet<>(column("select run from lobstr_run_cost where final")),
                column("select coalesce(sum(total_credits), 0) from lobstr_run_cost").get(0)
                                                                                      + " credits in the table lobstr_run_cost",
                List.of(application.look("tables")));
    }

    /** The first column of what a query answers. */
    private List<String> column(String query) throws SQLException {
        DataSource database = CamelContextHelper.mandatoryLookup(application.context(), "database", DataSource.class);
        List<String> values = new ArrayList<>();
        try (Connection connection = database.getConnection();
             Statement statement = connection.createStatement();
             ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        }
        return values;
    }
}
