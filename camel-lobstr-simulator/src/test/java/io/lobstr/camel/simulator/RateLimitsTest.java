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
package io.lobstr.camel.simulator;

import java.net.http.HttpResponse;
import java.time.Duration;

import io.lobstr.camel.simulator.api.Quirk;
import io.lobstr.camel.simulator.state.SimulatedRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimitsTest extends SimulatorTestSupport {

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    @Test
    void everyAnswerTellsWhatIsLeft() throws Exception {
        api.get("/squids");
        clock.advance(Duration.ofSeconds(20));

        HttpResponse<String> second = api.call("GET", "/squids", null);
        HttpResponse<String> error = api.call("GET", "/runs/nope", null);

        assertThat(header(second, "X-RateLimit-Limit")).isEqualTo("120");
        assertThat(header(second, "X-RateLimit-Remaining")).isEqualTo("118");
        assertThat(header(second, "X-RateLimit-Reset"))
                .isEqualTo(Long.toString(clock.instant().plusSeconds(40).getEpochSecond()));
        assertThat(header(error, "X-RateLimit-Remaining")).isEqualTo("119");
    }

    @Test
    void areNotEnforcedUnlessAskedFor() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(api.call("GET", "/results", null).statusCode()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource({ "/squids, 120, 60", "/runs/nope, 120, 60", "/tasks, 90, 60", "/runtasks, 90, 60", "/results, 2, 1" })
    void areEnforced(String path, int requests, int seconds) throws Exception {
        behaviour().enforceRateLimits(true);
        for (int i = 0; i < requests; i++) {
            assertThat(api.call("GET", path, null).statusCode()).isNotEqualTo(429);
        }

        HttpResponse<String> refused = api.call("GET", path, null);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(header(refused, "Retry-After")).isEqualTo(Integer.toString(seconds));
        assertThat(header(refused, "X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(Api.json(refused.body())).isEqualTo(Api.json(
                "{\"error\": \"Rate limit exceeded. Please try again later.\", \"type\": \"RateLimitExceeded\", "
                                                                + "\"code\": 429}"));
        clock.advance(Duration.ofSeconds(seconds));
        assertThat(api.call("GET", path, null).statusCode()).isNotEqualTo(429);
    }

    @Test
    void pathsAndKeysHaveTheirOwn() throws Exception {
        try (LobstrSimulator two = LobstrSimulator.builder().apiKey("one").apiKey("two").clock(clock)
                .behaviour(b -> b.enforceRateLimits(true)).build().start()) {
            Api one = new Api(two);
            SimulatedRun run = two.addSquid("Maps").startRun();
            for (int i = 0; i < 2; i++) {
                one.get("/results?run=" + run.id());
            }
            assertThat(one.call("GET", "/results?run=" + run.id(), null).statusCode()).isEqualTo(429);
            one.get("/squids");
            assertThat(Api.send(one.request("GET", "/results?run=" + run.id(), null).setHeader("Authorization", "Token two"))
                    .statusCode()).isEqualTo(200);
        }
    }

    @Test
    void canBeOneForAllPaths() throws Exception {
        behaviour().enforceRateLimits(true).enable(Quirk.ONE_RATE_LIMIT, Quirk.THROTTLED_WORDS);
        for (int i = 0; i < 60; i++) {
            api.get("/squids");
            assertThat(api.call("GET", "/results", null).statusCode()).isEqualTo(400);
        }

        HttpResponse<String> refused = api.call("GET", "/me", null);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Api.json(refused.body()).get("errors").get("message").textValue())
                .isEqualTo("Request was throttled. Expected available in 60 seconds.");
    }
}
