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
package io.lobstr.camel.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A field that cannot be read is said in the log: once, with all that helps, and with nothing that is secret.
 */
class OddFieldsTest {

    private final Documented documented = new Documented("thing");
    private final LoggerContext logging = (LoggerContext) LogManager.getContext(false);
    private final Lines lines = new Lines();

    private static final class Lines extends AbstractAppender {

        private final List<String> said = new CopyOnWriteArrayList<>();

        Lines() {
            super("lines", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            if (event.getLevel() == Level.WARN) {
                said.add(event.getMessage().getFormattedMessage());
            }
        }
    }

    private static final class Thing extends LobstrObject {
        Thing(Map<String, ?> json, Documented documented) {
            super(json, documented);
        }
    }

    @BeforeEach
    void listen() {
        documented.put("id", FieldType.ID);
        documented.put("ended_at", FieldType.TIME);
        documented.put("credits", FieldType.CREDITS);
        documented.putSecret("link", FieldType.TEXT);
        lines.start();
        logging.getRootLogger().addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        logging.getRootLogger().removeAppender(lines);
        lines.stop();
    }

    private void thing(String id, String field, Object value) {
        Map<String, Object> json = new LinkedHashMap<>(Map.of("id", id));
        json.put(field, value);
        new Thing(json, documented);
    }

    @Test
    void saysWhatWhichAndWhyOnceForEachField() {
        thing("t1", "ended_at", "");
        thing("t2", "ended_at", "soon");
        thing("t3", "credits", Double.NaN);
        thing("t4", "credits", 5);

        assertThat(lines.said).containsExactly(
                "thing t1: the field ended_at is no ISO 8601 time but \"\". It is null in Java, and as it came in JSON and in a"
                                               + " Map. This is said once for this field.",
                "thing t3: the field credits is no number but \"NaN\". It is null in Java, and as it came in JSON and in a Map."
                                                                                            + " This is said once for this field.");
    }

    @Test
    void showsNothingSecret() {
        thing("t1", "link", List.of("p4ss"));
        thing("t1", "ended_at", Map.of("message", "Invalid token s3cr3t-0f-the-4ccount given"));

        assertThat(lines.said).hasSize(2).noneMatch(line -> line.contains("p4ss") || line.contains("s3cr3t"));
        assertThat(lines.said.get(1)).contains("{\"message\":\"Invalid token ... given\"}");
    }

    @Test
    void isOneShortLine() {
        thing("t\n1 ERROR", "ended_at", "now\nERROR\u2028\u202e" + "a b ".repeat(1000));

        assertThat(lines.said).singleElement().asString().hasSizeLessThan(300).startsWith("thing t?1 ERROR: ")
                .matches("[^\\n\\u2028\\u202e]*").contains("...");
    }
}
