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
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.sql.DataSource;

import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;

import io.lobstr.camel.examples.demo.Place.Found;
import org.apache.camel.support.CamelContextHelper;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Shows what demos brought to the queue, the topic and the tables of the embedded engines, which end with the demo.
 */
final class LookAround {

    private static final int WIDTH = 150;
    private static final int SHOWN = 20;
    private static final List<String> QUERIES = List.of(
            "select id, status, done_reason, ended_at, total_results, credit_used from lobstr_run order by ended_at desc",
            "select run, id, status, done_reason from lobstr_run_task order by started_at desc",
            "select run, id, data from lobstr_result order by scraped_at desc",
            "select day, runs, credits, final from lobstr_cost_by_day order by day desc",
            "select function, runs, credits, attempts from lobstr_cost_by_function order by credits desc");

    private final Screen screen;
    private final DemoApplication application;
    private boolean cut;

    LookAround(Screen screen, DemoApplication application) {
        this.screen = screen;
        this.application = application;
    }

    void at(String what) throws Exception {
        switch (what) {
            case "queue" -> {
                queue(application.setting("runs.queue"), QueuePlaces.DUPLICATE_ID);
                queue(application.setting("results.queue"), QueuePlaces.RUN_ID);
            }
            case "topic" -> topic();
            default -> tables();
        }
        if (cut) {
            screen.line("");
            screen.line("Long lines are cut here. They come in full with … > FILE.");
        }
    }

    private void queue(String queue, String runProperty) throws JMSException {
        List<TextMessage> messages = new QueuePlaces(application).messages(queue);
        title(messages.size(), "message", "on the queue " + queue);
        List<List<String>> rows = new ArrayList<>();
        for (TextMessage message : last(messages)) {
            rows.add(List.of(
                    text(message.getStringProperty(runProperty)), text(Instant.ofEpochMilli(message.getJMSTimestamp())),
                    text(message.getText())));
        }
        print(List.of("run", "sent", "message"), rows);
    }

    private void topic() {
        String topic = application.setting("runs.topic");
        List<ConsumerRecord<String, String>> records = new TopicPlaces(application).records(topic);
        title(records.size(), "record", "on the topic " + topic);
        print(List.of("partition", "offset", "key", "value"), last(records).stream().map(record -> List.of(
                text(record.partition()), text(record.offset()), text(record.key()), text(record.value()))).toList());
    }

    private static <T> List<T> last(List<T> all) {
        return all.subList(Math.max(0, all.size() - SHOWN), all.size());
    }

    private void title(int count, String what, String where) {
        screen.line("");
        screen.line(Found.count(count, what) + " " + where + (count > SHOWN ? ", the last " + SHOWN + ":" : ""));
    }

    private void tables() throws SQLException {
        DataSource database = CamelContextHelper.mandatoryLookup(application.context(), "database", DataSource.class);
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            for (String query : QUERIES) {
                screen.line("");
                screen.line(query + " limit " + SHOWN);
                print(statement.executeQuery(query + " limit " + SHOWN));
            }
        }
    }

    private void print(ResultSet result) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        List<String> heads = new ArrayList<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            heads.add(columns.getColumnLabel(column));
        }
        List<List<String>> rows = new ArrayList<>();
        while (result.next()) {
            List<String> row = new ArrayList<>();
            for (int column = 1; column <= columns.getColumnCount(); column++) {
                row.add(text(result.getString(column)));
            }
            rows.add(row);
        }
        print(heads, rows);
    }

    private static String text(Object value) {
        return value == null ? "-" : value.toString();
    }

    private void print(List<String> heads, List<List<String>> rows) {
        int[] widths = new int[heads.size()];
        Stream.concat(Stream.of(heads), rows.stream()).forEach(row -> {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        });
        line(heads, widths);
        rows.forEach(row -> line(row, widths));
    }

    private void line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            line.append(cells.get(column)).append(" ".repeat(widths[column] - cells.get(column).length() + 2));
        }
        screen.line(cut(line.toString().stripTrailing()));
    }

    /** What goes into a file or another program is not cut. */
    private String cut(String line) {
        if (line.length() <= WIDTH || !screen.isTerminal()) {
            return line;
        }
        cut = true;
        return line.substring(0, WIDTH) + "…";
    }
}
