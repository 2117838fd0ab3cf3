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
package io.lobstr.camel.simulator.api;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;

import com.cronutils.descriptor.CronDescriptor;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.lobstr.camel.simulator.state.Schedule;

/**
 * When squids are due.
 */
final class Launches {

    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    private Launches() {
    }

    static boolean isExpression(String expression) {
        try {
            PARSER.parse(expression);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** When a schedule is due, for people. */
    static String words(Schedule schedule) {
        return CronDescriptor.instance(Locale.UK).describe(PARSER.parse(schedule.expression()));
    }

    /** When a schedule is due next; null if never. */
    static Instant next(Schedule schedule, Instant now) {
        ZonedDateTime here = now.atZone(ZoneId.of(schedule.timezone()));
        return ExecutionTime.forCron(PARSER.parse(schedule.expression())).nextExecution(here).map(ZonedDateTime::toInstant)
                .orElse(null);
    }
}
