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

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.Task;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.camel.spi.IdempotentRepository;

/**
 * Tells of the newest run of a squid whether it is a search's own. A run that was started for a search is remembered
 * with the message of the search, so that the message knows it again when it is delivered again.
 */
public class Searches {

    /** So far apart may the clocks of lobstr.io and of who sends searches be. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    private final IdempotentRepository started;
    private final WantedTasks tasks = new WantedTasks();

    /**
     * @param started remembers runs; it must outlive a crash
     */
    public Searches(IdempotentRepository started) {
        this.started = started;
    }

    /**
     * Tells whether the squid's newest run was started for this search already. One that nobody remembers was cut off
     * by a crash: it is this search's if the squid has its tasks and no others, as it has before each start, and if it
     * is not older than the message.
     *
     * @param  newest  the newest run, if there is one
     * @param  message the id of the message
     * @param  sent    when it was sent, in milliseconds
     * @param  wanted  what it searches
     * @param  present the tasks of the squid
     * @return         whether it was
     */
    public boolean isStarted(
            @Body List<Run> newest, @Header("JMSCorrelationID") String message, @ExchangeProperty("sent") Long sent,
            @ExchangeProperty("tasks") List<Map<String, Object>> wanted, @ExchangeProperty("present") List<Task> present) {
        if (newest.isEmpty()) {
            return false;
        }
        Run run = newest.get(0);
        started.start();
        if (started.contains(run.getId())) {
            return message != null && started.contains(key(run.getId(), message));
        }
        return isSince(run, sent) && tasks.others(wanted, present).isEmpty() && tasks.missing(wanted, present).isEmpty();
    }

    /**
     * Remembers what was started for a search.
     *
     * @param run     the id of the run
     * @param message the id of the message
     */
    public void remember(@Body String run, @Header("JMSCorrelationID") String message) {
        started.start();
        // the message first: with the run alone it would not know it again
        started.add(key(run, message));
        started.add(run);
    }

    private static boolean isSince(Run run, Long sent) {
        return sent != null && sent > 0 && run.getCreatedAt() != null
                && run.getCreatedAt().toInstant().isAfter(Instant.ofEpochMilli(sent).minus(CLOCKS));
    }

    private static String key(String run, String message) {
        return run + " " + message;
    }
}
