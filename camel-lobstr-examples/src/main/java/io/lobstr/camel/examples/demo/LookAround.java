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
import java.util.List;
import java.util.Objects;

import javax.sql.DataSource;

import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;

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

    LookAround(Screen screen, DemoApplication application) {
        this.screen = screen;
        this.application = application;
    }

    void at(String what) throws Exception {
        switch (what) {
            case "queue" -> {
                queue(application.setting("runs.queue"));
                queue(application.setting("results.queue"));
            }
            case "topic" -> topic();
            default -> tables();
        }
    }

    private void queue(String queue) throws JMSException {
        List<String> texts = new ArrayList<>();
        for (TextMessage message : new QueuePlaces(application).messages(queue)) {
            texts.add(message.getText());
        }
        screen.line(texts.size() + " messages on the queue " + queue);
        last(texts);
    }

    private void topic() {
        String topic = application.setting("runs.topic");
        List<String> texts = new TopicPlaces(application).records(topic).stream().map(ConsumerRecord::value).toList();
        screen.line(texts.size() + " records on the topic " + topic);
        last(texts);
    }

    private void last(List<String> texts) {
        texts.subList(Math.max(0, texts.size() - SHOWN), texts.size()).forEach(text -> screen.line(cut(text)));
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

    private void print(ResultSet rows) throws SQLException {
        while (rows.next()) {
            StringBuilder line = new StringBuilder();
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                line.append(column == 1 ? "" : "  ").append(Objects.requireNonNullElse(rows.getString(column), "-"));
            }
            screen.line(cut(line.toString()));
        }
    }

    private static String cut(String line) {
        return line.length() > WIDTH ? line.substring(0, WIDTH) + "…" : line;
    }
}
