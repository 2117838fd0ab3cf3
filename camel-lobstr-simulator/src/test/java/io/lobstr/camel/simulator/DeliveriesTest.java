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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.api.Quirk;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where the results of squids go, and the tests of it.
 */
class DeliveriesTest extends SimulatorTestSupport {

    private static final String SHEET
            = "{\"google_sheet_fields\": {\"url\": \"https://s\", \"append\": true, \"is_active\": true}}";
    private static final String S3 = "{\"s3_fields\": {\"bucket\": \"b\", \"target_path\": \"p\", \"is_active\": true,"
                                     + " \"aws_access_key\": \"k\", \"aws_secret_key\": \"secret\"}}";
    private static final String SFTP = "{\"ftp_fields\": {\"host\": \"h\", \"port\": 22, \"username\": \"u\","
                                       + " \"password\": \"secret\", \"directory\": \"/d\", \"is_active\": true}}";

    private SimulatedSquid squid;
    private String path;

    @BeforeEach
    void addSquid() {
        squid = simulator.addSquid("Maps");
        path = "/delivery?squid=" + squid.id();
    }

    private JsonNode read() throws Exception {
        return api.get("/squids/" + squid.id());
    }

    @ParameterizedTest
    @ValueSource(strings = { SHEET, S3 })
    void whatIsSentComesBackSecretsIncluded(String body) throws Exception {
        HttpResponse<String> response = api.call("POST", path, body);
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(Api.json(response.body())).isEqualTo(Api.json(body));
        String kind = Api.keys(Api.json(body)).get(0);
        assertThat(read().get(kind)).isEqualTo(Api.json(body).get(kind));
        api.post(path, body.replace("\"is_active\": true", "\"is_active\": false"));
        assertThat(read().get(kind).get("is_active").booleanValue()).isFalse();
    }

    @Test
    void theAnswerOfSftpSaysNotWhetherItIsOn() throws Exception {
        ObjectNode expected = Api.json(SFTP).deepCopy();
        expected.withObject("/ftp_fields").remove("is_active");
        assertThat(api.post(path, SFTP)).isEqualTo(expected);
        assertThat(read().get("ftp_fields")).isEqualTo(Api.json(SFTP).get("ftp_fields"));
    }

    @Test
    void severalKindsAtOnceAndEachReplacedByItself() throws Exception {
        String hook = "{\"webhook_fields\": {\"url\": \"https://h\", \"is_active\": true, \"retry\": false, \"events\": {}},"
                      + " \"email\": \"a@example.com\", \"notifications\": true}";
        JsonNode answer = api.post(path, hook);
        assertThat(Api.keys(answer)).containsExactly("webhook_fields", "email", "notifications",
                "notifications_activation_date");
        assertThat(answer.get("notifications_activation_date").textValue()).isEqualTo("2025-02-10T14:27:45Z");
        api.post(path, "{\"email\": \"b@example.com\", \"notifications\": false}");
        JsonNode now = read();
        assertThat(now.get("email").textValue()).isEqualTo("b@example.com");
        assertThat(now.get("notifications").booleanValue()).isFalse();
        assertThat(now.get("notifications_activation_date").isNull()).isTrue();
        assertThat(now.get("webhook_fields").get("url").textValue()).isEqualTo("https://h");
        assertThat(now.get("slack_fields").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{}",
            "{\"email\": \"a@example.com\"}",
            "{\"s3_fields\": {\"bucket\": \"b\"}}",
            "{\"ftp_fields\": {\"host\": \"h\", \"port\": 22, \"is_active\": true}}",
            "{\"google_sheet_fields\": {\"url\": \"https://s\"}, \"email\": \"a@example.com\", \"notifications\": true}" })
    void whatIsMissingIsSaidAndNothingIsSet(String body) throws Exception {
        JsonNode before = read();
        assertThat(refused(400, "POST", path, body)).isEqualTo("ParamsNeeded");
        assertThat(read()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "email       | {\"email\": \"a@example.com\"}",
            "googlesheet | {\"url\": \"https://s\"}",
            "s3          | {\"bucket\": \"b\", \"aws_access_key\": \"k\"}",
            "sftp        | {\"host\": \"h\", \"port\": 22, \"username\": \"u\", \"password\": \"p\", \"directory\": \"/\"}" })
    void aTestSucceedsOrFailsWithA200(String kind, String body) throws Exception {
        String test = "/delivery/test-" + kind;
        assertThat(api.post(test, body)).isEqualTo(Api.json("{\"success\": true}"));
        behaviour().failDeliveryTests(kind);
        assertThat(api.post(test, body)).isEqualTo(Api.json("{\"success\": false}"));
        assertThat(refused(400, "POST", test, "{}")).isEqualTo("ParamsNeeded");
    }

    @Test
    void theTestOfAnEMailCanSayAStatus() throws Exception {
        behaviour().enable(Quirk.TEST_EMAIL_SAYS_405);
        assertThat(api.post("/delivery/test-email", "{\"email\": \"a@example.com\"}"))
                .isEqualTo(Api.json("{\"success\": true, \"status_code\": 405}"));
    }

    @Test
    void aWebhookIsReallyCalledWhileOthersAreAnswered() throws Exception {
        // the receiver is the simulator itself, which does not know such a path and wants a key
        String body = "{\"url\": \"" + simulator.baseUrl() + "/hook\"}";
        assertThat(api.post("/delivery/test-webhook", body))
                .isEqualTo(Api.json("{\"success\": false, \"status_code\": 401}"));
        assertThat(simulator.requests().matching("POST /v1/hook")).singleElement()
                .satisfies(request -> assertThat(request.header("Content-Type")).contains("application/json"));
        assertThat(api.post("/delivery/test-webhook", "{\"url\": \"" + simulator.baseUrl() + "/crawlers/x/attributes\"}")
                .get("status_code").intValue()).isEqualTo(401);
        assertThat(api.post("/delivery/test-webhook", "{\"url\": \"nowhere\"}"))
                .isEqualTo(Api.json("{\"success\": false, \"status_code\": null}"));
    }
}
