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
package io.lobstr.camel;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrRunActiveException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.model.Run;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A run that shows up after a start whose answer was lost, while the list before it was behind.
 */
class LostStartTest extends CamelTestSupport {

    private static final String EMPTY = "{\"total_results\":%d,\"page\":1,\"limit\":10,\"data\":[]}";
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private RawServer server;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        server = new RawServer((request, out) -> {
        });
        CamelContext context = super.createCamelContext();
        SimulatedLobstr.addTo(context, server.url(), "k3y");
        return context;
    }

    @AfterEach
    void closeServer() throws Exception {
        server.close();
    }

    /**
     * @param before the list before the attempt
     * @param post   what the attempt is answered, null where the connection breaks
     * @param after  the list after it
     */
    private void answers(boolean date, String before, String post, String after) {
        String said = date ? "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(NOW.atOffset(ZoneOffset.UTC)) + "\r\n" : "";
        server.answers((request, out) -> {
            boolean started = server.requests().stream().anyMatch(one -> one.startsWith("POST"));
            if (!request.startsWith("POST")) {
                RawServer.answer(out, "200 OK", said, started ? after : before);
            } else if (post != null) {
                RawServer.answer(out, "400 Bad Request", said, post);
            } else {
                throw new IllegalStateException("lost");
            }
        });
    }

    private static String run(String fields) {
        return "{\"total_results\":1,\"page\":1,\"data\":[{\"id\":\"r1\",\"object\":\"run\",\"status\":\"done\"" + fields
               + "}]}";
    }

    private Object start(String options) {
        Throwable failure = catchThrowable(() -> {
            throw new Answered(
                    template().requestBodyAndHeaders("lobstr:startRun?squid=s1" + options, null, Map.of(), Run.class));
        });
        return failure instanceof Answered answered ? answered.run : ((CamelExecutionException) failure).getCause();
    }

    private static final class Answered extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Run run;

        Answered(Run run) {
            this.run = run;
        }
    }

    /** How many seconds after the attempt the run was made, and how many runs the list before it counts. */
    @ParameterizedTest
    @CsvSource(nullValues = "none", value = {
            "0, s1, 0, true, true", "30, s1, 0, true, true", "-1, s1, 0, true, true", "0, none, 0, true, true",
            "-120, s1, 0, true, false", "-86400, s1, 0, true, false", "none, s1, 0, true, false", "0, s2, 0, true, false",
            "0, s1, 1, true, false", "-120, s1, 1, true, false", "0, s1, 0, false, false" })
    void onlyARunThatIsCertainlyNewIsAnswered(Long age, String squid, int counted, boolean date, boolean found) {
        String created = age == null ? "" : ",\"created_at\":\"" + NOW.plusSeconds(age) + "\"";
        answers(date, EMPTY.formatted(counted), null,
                run(created + (squid == null ? "" : ",\"squid\":\"" + squid + "\"")));

        Object answer = start("");

        if (found) {
            assertThat(answer).isInstanceOfSatisfying(Run.class, run -> assertThat(run.getId()).isEqualTo("r1"));
        } else {
            assertThat(answer).isInstanceOfSatisfying(LobstrServerException.class, failure -> {
                assertThat(failure.isRequestSent()).isTrue();
                assertThat(failure).hasMessageContaining("whether a run was started cannot be known");
            });
        }
        assertThat(server.requests().stream().filter(request -> request.startsWith("POST"))).hasSize(1);
    }

    @Test
    void anOldRunIsNotJoinedEither() {
        answers(true, EMPTY.formatted(0), "{\"error\":{\"type\":\"RunInProgress\",\"message\":\"busy\"}}",
                run(",\"squid\":\"s1\",\"created_at\":\"2026-01-01T00:00:00Z\""));

        assertThat((LobstrException) start("&onActiveRun=join")).isInstanceOf(LobstrRunActiveException.class);
    }
}
