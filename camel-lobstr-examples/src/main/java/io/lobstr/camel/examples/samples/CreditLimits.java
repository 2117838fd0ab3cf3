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

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Body;

/**
 * What runs may cost, in credits.
 */
public class CreditLimits {

    private static final String NONE = "none";
    private static final int LONGEST = 300;

    private final Map<String, BigDecimal> limits = new TreeMap<>();
    private Clock clock = Clock.systemUTC();

    /**
     * What a run of some squids may use.
     *
     * @param squids {@code HASH=500,HASH=80.5}, or {@code none}
     */
    public void setSquids(String squids) {
        for (String squid : isNone(squids) ? new String[0] : squids.split(",")) {
            int equals = squid.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "credit-guard.squids=" + squids + " is no list such as HASH=500,HASH=80: mend it, or set none");
            }
            put(squid.substring(0, equals).strip(), "credit-guard.squids", squid.substring(equals + 1));
        }
    }

    /**
     * What a run of any other squid may use.
     *
     * @param run credits, or {@code none}
     */
    public void setRun(String run) {
        put("*", "credit-guard.run", run);
    }

    /**
     * What all runs may use in a day.
     *
     * @param day credits, or {@code none}
     */
    public void setDay(String day) {
        put("day", "credit-guard.day", day);
    }

    private void put(String name, String setting, String value) {
        if (isNone(value)) {
            return;
        }
        try {
            BigDecimal credits = new BigDecimal(value.strip());
            if (credits.signum() > 0) {
                limits.put(name, credits);
                return;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                setting + " has " + value.strip() + ", which is no number of credits above 0: mend it, or set none");
    }

    private static boolean isNone(String value) {
        return value.isBlank() || NONE.equals(value.strip());
    }

    void useClock(Clock other) {
        clock = other;
    }

    /**
     * @return                         all limits, by the hash of the squid, {@code *} and {@code day}
     * @throws IllegalStateException   if there is none
     * @throws JsonProcessingException if they cannot be written
     */
    public String json() throws JsonProcessingException {
        if (limits.isEmpty()) {
            throw new IllegalStateException(
                    "no run is guarded: set credit-guard.run, credit-guard.squids or credit-guard.day to a number of credits");
        }
        return new ObjectMapper().writeValueAsString(limits);
    }

    /**
     * @return the day whose spending counts now, in UTC
     */
    public String day() {
        return LocalDate.now(clock).toString();
    }

    /**
     * @param  run what is to be told of it, and why
     * @return     the text of a notice
     */
    public String notice(@Body Map<String, Object> run) {
        String reason = String.valueOf(run.get("abort_reason"));
        String told = switch (String.valueOf(run.get("tell"))) {
            case "goes on" -> "goes on, although lobstr.io has said more than once that it aborts it: " + reason;
            case "unsaid" -> "does not say what it has used (credit_used): it is not aborted, whatever it costs";
            default -> "is aborted: " + reason;
        };
        return PlainText.line("Run " + run.get("run") + " of squid " + run.get("squid") + " " + told, LONGEST);
    }
}
