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
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

import jakarta.jms.JMSException;
import jakarta.jms.Message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every header that a component on the class path, or Camel itself, listens to, as a stranger would send it.
 */
public enum CamelHeaders {

    /** As Camel writes them. */
    AS_THEY_ARE(name -> name),
    /** {@code camelSqlQuery}. */
    FIRST_LETTER_SMALL(name -> name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1)),
    /** {@code cAmelSqlQuery}: headers are found in any case, and filters look for {@code Camel} and {@code camel}. */
    ODD(name -> name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1, 2).toUpperCase(Locale.ROOT)
                + name.substring(2)),
    /** {@code CAMELSQLQUERY}. */
    LOUD(name -> name.toUpperCase(Locale.ROOT));

    private static final Collection<String> NAMES = names();

    private final UnaryOperator<String> spelling;

    CamelHeaders(UnaryOperator<String> spelling) {
        this.spelling = spelling;
    }

    private static Collection<String> names() {
        Collection<String> names = new TreeSet<>();
        try {
            ObjectMapper json = new ObjectMapper();
            for (Resource resource : new PathMatchingResourcePatternResolver().getResources("classpath*:META-INF/**/*.json")) {
                try (InputStream in = resource.getInputStream()) {
                    JsonNode description = json.readTree(in);
                    if (description.has("component")) {
                        description.path("headers").fieldNames().forEachRemaining(names::add);
                    }
                }
            }
            for (Field constant : Exchange.class.getFields()) {
                names.add((String) constant.get(null));
            }
        } catch (IOException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        // a broker sets these itself
        names.removeIf(name -> name.startsWith("JMS"));
        assertThat(names).contains(
                "CamelSqlQuery", "CamelJmsDestinationName", "CamelFileName", "kafka.OVERRIDE_TOPIC", "CamelRedeliveryDelay",
                "CamelLobstrPage");
        return names;
    }

    /**
     * Gives a message all of them.
     *
     * @param query the value of those that are a query
     * @param place the value of those that may name a place
     */
    public void addTo(Message message, String query, String place) throws JMSException {
        for (String name : NAMES) {
            message.setStringProperty(
                    // as Camel writes what is no name of a property
                    spelling.apply(name).replace(".", "_DOT_").replace("-", "_HYPHEN_").replaceAll("\\W", "_"),
                    value(name, query, place));
        }
    }

    private static String value(String name, String query, String place) {
        if (name.contains("Query")) {
            return query;
        }
        if (List.of("Page", "Limit", "Delay", "Timeout").stream().anyMatch(name::contains)) {
            return "5000";
        }
        return place;
    }
}
