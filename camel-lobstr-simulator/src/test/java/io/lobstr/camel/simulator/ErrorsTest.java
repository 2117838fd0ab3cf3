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

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.simulator.api.ErrorShape;
import io.lobstr.camel.simulator.api.Quirk;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ErrorsTest extends SimulatorTestSupport {

    private void assertError(HttpResponse<String> response, int status, String body) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(Api.json(response.body())).isEqualTo(Api.json(body));
    }

    @Test
    void noSuchRun() throws Exception {
        assertError(api.call("GET", "/runs/0393be3ea6f74986906153df1c3f9894", null), 404,
                "{\"error\": {\"message\": \"Run not found\", \"type\": \"not_found_error\", \"param\": \"run_hash\"}}");
    }

    @Test
    void aRunIsActiveInBothSpellings() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps");
        squid.startRun();
        assertError(api.call("POST", "/runs", start(squid)), 400, "{\"error\": {\"message\": \"A run is already active for "
                                                                  + "this squid\", \"type\": \"validation_error\", "
                                                                  + "\"param\": \"squid\"}}");
        behaviour().enable(Quirk.RUN_IN_PROGRESS_ERROR);
        HttpResponse<String> other = api.call("POST", "/runs", start(squid));
        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(Api.json(other.body()).get("errors").get("type").textValue()).isEqualTo("RunInProgress");
        assertThat(squid.runCount()).isEqualTo(1);
    }

    @Test
    void theAccountsStateForbidsIt() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps");
        squid.refuseStarts("SquidNotReady", "Squid is not ready");
        assertError(api.call("POST", "/runs", start(squid)), 400,
                "{\"errors\": {\"message\": \"Squid is not ready\", \"type\": \"SquidNotReady\", \"code\": 400}}");
        assertThat(api.get("/squids").get("data").get(0).get("is_ready").booleanValue()).isFalse();
        squid.acceptStarts();
        api.post("/runs", start(squid));
    }

    @ParameterizedTest
    @CsvSource({
            "GET,  /runs,                        400, ParamsNeeded",
            "GET,  /runs?squid=nope,             404, SquidDoesNotExistException",
            "GET,  /squids/nope,                 404, SquidDoesNotExistException",
            "GET,  /runtasks,                    400, ParamsNeeded",
            "GET,  /runtasks?run=nope,           404, RunDoesNotExist",
            "GET,  /results,                     400, ParamsNeeded",
            "GET,  /results?run=a&squid=b,       400, ParamsInvalid",
            "GET,  /results?run=nope,            404, RunDoesNotExist",
            "POST, /delivery,                    400, ParamsNeeded" })
    void badParameters(String method, String path, int status, String type) throws Exception {
        HttpResponse<String> response = api.call(method, path, null);

        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode error = Api.json(response.body()).get("errors");
        assertThat(error.get("type").textValue()).isEqualTo(type);
        assertThat(error.get("code").intValue()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/runs  | {}                               | 400 | ParamsNeeded",
            "/runs  | {\"squid\": 5}                   | 400 | ParamsInvalid",
            "/runs  | {\"squid\": \"nope\"}            | 404 | SquidDoesNotExistException",
            "/runs  | [1]                              | 400 | ParamsInvalid",
            "/runs  | {\"squid\"                       | 400 | ParamsInvalid",
            "/tasks | {\"squid\": \"S\"}               | 400 | ParamsNeeded",
            "/tasks | {\"squid\": \"S\", \"tasks\":[]} | 400 | ParamsNeeded",
            "/tasks | {\"squid\": \"S\", \"tasks\":[1]}| 400 | ParamsInvalid" })
    void badBodies(String path, String body, int status, String type) throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.id("S"));

        HttpResponse<String> response = api.call("POST", path, body);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(Api.json(response.body()).get("errors").get("type").textValue()).isEqualTo(type);
        assertThat(squid.runCount()).isZero();
    }

    @Test
    void theBodyMustSayThatItIsJson() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/runs"))
                .header("Authorization", "Token test-key").POST(HttpRequest.BodyPublishers.ofString(start(squid)));

        assertThat(Api.send(request).statusCode()).isEqualTo(400);
    }

    @Test
    void noSuchTaskNoSuchPathNoSuchMethod() throws Exception {
        SimulatedRun run = simulator.addSquid("Maps").startRun();
        HttpResponse<String> task = api.call("GET", "/results?run=" + run.id() + "&task=nope", null);
        assertThat(Api.json(task.body()).get("errors").get("type").textValue()).isEqualTo("TaskDoesNotExist");
        assertThat(refused(404, "GET", "/nothing", null)).isEqualTo("HTTPNotFound");
        assertError(api.call("DELETE", "/runs/" + run.id(), null), 405,
                "{\"detail\": \"Method \\\"DELETE\\\" not allowed.\"}");
    }

    @Test
    void theKeyMustBeRight() throws Exception {
        URI me = URI.create(simulator.baseUrl() + "/me");
        HttpResponse<String> none = Api.send(HttpRequest.newBuilder(me));
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(Api.json(none.body()).get("errors").get("type").textValue()).isEqualTo("NotAuthenticated");
        for (String wrong : new String[] { "Token nope", "Bearer test-key", "test-key", "token test-key" }) {
            assertError(Api.send(HttpRequest.newBuilder(me).header("Authorization", wrong)), 401,
                    "{\"detail\": \"Invalid token.\"}");
        }
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                arguments(ErrorShape.ERROR_OBJECT,
                        "{\"error\": {\"message\": \"Run not found\", \"type\": \"not_found_error\", "
                                                   + "\"param\": \"run_hash\"}}"),
                arguments(ErrorShape.ERRORS_OBJECT,
                        "{\"errors\": {\"message\": \"Run not found\", \"type\": \"not_found_error\", \"code\": 404}}"),
                arguments(ErrorShape.ERROR_TYPED,
                        "{\"error\": \"Run not found\", \"type\": \"not_found_error\", \"code\": 404}"),
                arguments(ErrorShape.DETAIL, "{\"detail\": \"Run not found\"}"),
                arguments(ErrorShape.ERROR_TEXT, "{\"error\": \"Run not found\"}"));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void anyErrorInAnyShape(ErrorShape shape, String expected) throws Exception {
        behaviour().errorShape(shape);

        assertError(api.call("GET", "/runs/nope", null), 404, expected);
    }

    @Test
    void aProxysPage() throws Exception {
        behaviour().errorShape(ErrorShape.PROXY_HTML);

        HttpResponse<String> response = api.call("GET", "/runs/nope", null);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/html");
        assertThat(response.body()).startsWith("<html>");
    }
}
