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

import java.sql.Timestamp;
import java.util.Map;

import javax.sql.DataSource;

import io.lobstr.camel.LobstrEndpoint;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.LRUCacheFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Notes in a table where routes have brought what of a run: files, messages, records, objects. The routes know nothing
 * of it, and go on where it cannot be noted.
 */
public class RunPlaces extends EventNotifierSupport {

    private static final Logger LOG = LoggerFactory.getLogger(RunPlaces.class);
    private static final String NOTE = """
            insert into lobstr_run_place (run, kind, location, route, push, delay)
            values (lobstr_key(?), ?, ?, ?, ?, now() - cast(? as timestamp with time zone))
            on conflict do nothing""";
    private static final Map<String, String> KINDS = Map.of("file", "file", "jms", "queue", "kafka", "topic", "aws2-s3",
            "object");

    private final JdbcTemplate database;
    /** A route may send thousands of messages of one run. */
    private final Map<String, Boolean> noted = LRUCacheFactory.newLRUCache(1000);

    /**
     * @param database where the table is
     */
    public RunPlaces(DataSource database) {
        this.database = new JdbcTemplate(database);
        setIgnoreCamelContextEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeFailedEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
    }

    /** Who does not want to know that something is being sent is not told that it was, either. */
    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeSendingEvent sending && KINDS.containsKey(scheme(sending.getEndpoint()))
                || event instanceof ExchangeSentEvent sent && KINDS.containsKey(scheme(sent.getEndpoint()));
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeSentEvent sent && !sent.getExchange().isFailed()) {
            String run = sent.getExchange().getMessage().getHeader("CamelLobstrRunId", String.class);
            if (run != null) {
                noteOnce(run, sent);
            }
        }
    }

    private void noteOnce(String run, ExchangeSentEvent sent) {
        Exchange exchange = sent.getExchange();
        String kind = KINDS.get(scheme(sent.getEndpoint()));
        String location = location(kind, sent.getEndpoint(), exchange);
        if (location.startsWith("topic:")) {
            kind = "topic";
        }
        if (noted.putIfAbsent(run + ' ' + location, true) == null) {
            note(run, kind, location, exchange);
        }
    }

    private void note(String run, String kind, String location, Exchange exchange) {
        LobstrEndpoint consumed = exchange.getFromEndpoint() instanceof LobstrEndpoint endpoint ? endpoint : null;
        Long ended = consumed == null ? null : exchange.getMessage().getHeader(Exchange.MESSAGE_TIMESTAMP, Long.class);
        try {
            database.update(NOTE, run, kind, location, exchange.getFromRouteId(), consumed != null && consumed.isPush(),
                    ended == null ? null : new Timestamp(ended));
        } catch (DataAccessException e) {
            noted.remove(run + ' ' + location);
            LOG.warn("Run {} is in {}, which cannot be noted: {}", PlainText.line(run, 100), PlainText.line(location, 300),
                    PlainText.line(String.valueOf(e.getMostSpecificCause().getMessage()), 300));
        }
    }

    /** The name of the file or of the object, of the queue or of the topic: never an option of the endpoint. */
    private static String location(String kind, Endpoint endpoint, Exchange exchange) {
        String name = switch (kind) {
            case "file" -> exchange.getMessage().getHeader(Exchange.FILE_NAME_PRODUCED, String.class);
            case "object" -> exchange.getMessage().getHeader("CamelAwsS3Key", String.class);
            default -> null;
        };
        String place = endpoint.getEndpointBaseUri().replaceFirst("^[a-z0-9-]+:(//)?", "");
        return kind.equals("object") ? "s3://" + place + "/" + name : name == null ? place : name;
    }

    private static String scheme(Endpoint endpoint) {
        String uri = endpoint.getEndpointBaseUri();
        return uri.substring(0, Math.max(0, uri.indexOf(':')));
    }
}
