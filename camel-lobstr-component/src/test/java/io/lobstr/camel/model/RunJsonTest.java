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

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.lobstr.camel.TestData.api;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RunJsonTest {

    private final ObjectMapper plainMapper = new ObjectMapper();

    private Run read(String json) throws Exception {
        return plainMapper.readValue(json, Run.class);
    }

    private Run with(String field, String json) throws Exception {
        return read("{\"id\":\"r\",\"status\":\"done\",\"" + field + "\":" + json + "}");
    }

    @Test
    void readsTheExampleOfGetRun() throws Exception {
        Run run = read(api("get-run.json"));

        assertThat(run.getId()).isEqualTo("0393be3ea6f74986906153df1c3f9894");
        assertThat(run.getSquid()).isEqualTo("e445405ef4ab41208ef7d29b92a1a9dd");
        assertThat(run.getCreatedAt()).isEqualTo(OffsetDateTime.parse("2025-02-04T10:26:50.847633Z"));
        assertThat(run.getEndedAt()).isEqualTo(OffsetDateTime.parse("2025-02-04T10:26:52.222239Z"));
        assertThat(run.getExportTime()).isEqualTo(OffsetDateTime.parse("2025-02-04T10:26:53.780636Z"));
        assertThat(run.getDuration()).isEqualTo(Duration.ofMillis(50_183).plusNanos(300_000));
        assertThat(run.getCreditUsed()).isEqualByComparingTo("50.1833");
        assertThat(run.getStatus()).isEqualTo("done");
        assertThat(run.getDoneReason()).isEqualTo("tasks_done");
        assertThat(run.getDoneReasonDesc()).isNull();
        assertThat(run.getTotalResults()).isEqualTo(40);
        assertThat(run.getTotalUniqueResults()).isEqualTo(40);
        assertThat(run.getExportDone()).isTrue();
        assertThat(run.getExportCount()).isEqualTo(1);
        assertThat(run.getForceLaunch()).isFalse();
        assertThat(run.getEmailDone()).isFalse();
        assertThat(run.getOrigin()).isEqualTo("user");
        assertThat(run.isFinished()).isTrue();
    }

    @Test
    void readsABodyMadeFromTheOlderPage() throws Exception {
        Run older = read(api("get-run-older-page.json"));

        assertThat(older.getCrawlerId()).isEqualTo("4734d096159ef05210e0e1677e8be823");
        assertThat(older.getShared()).isFalse();
        assertThat(older.isFinished()).as("the older page has no is_done: the status says it").isTrue();
        assertThat(older.getDuration()).isEqualTo(read(api("get-run.json")).getDuration());
    }

    @Test
    void readsTheExampleOfStartRun() throws Exception {
        Run run = read(api("start-run.json"));

        assertThat(run.getStatus()).isEqualTo("pending");
        assertThat(run.isFinished()).isFalse();
        assertThat(run.getEndedAt()).isNull();
        assertThat(run.getExportDone()).isNull();
        assertThat(run.getDuration()).isZero();
        assertThat(run.getCreditUsed()).isEqualByComparingTo("0");
    }

    @Test
    void readsTheExampleOfListRuns() throws Exception {
        Run run = read(plainMapper.readTree(api("list-runs.json")).at("/data/0").toString());

        assertThat(run.getStartedAt()).isEqualTo(OffsetDateTime.parse("2025-02-04T10:25:13Z"));
        assertThat(run.getDuration()).isEqualTo(Duration.ofMillis(8041).plusNanos(500_000));
        assertThat(run.getEmailDone()).isNull();
    }

    @Test
    void readsTheExampleOfListRunTasks() throws Exception {
        String json = plainMapper.readTree(api("list-run-tasks.json")).at("/data/0").toString();
        RunTask task = plainMapper.readValue(json, RunTask.class);

        assertThat(task.getStatus()).isEqualTo("aborted");
        assertThat(task.getTask()).isEqualTo("d30334cd8d21ab16048c5e2e7136a9f1");
        assertThat(task.getRun()).isEqualTo("300e9c5c127d421c90f431478d9a2cfb");
        assertThat(task.getTotalResults()).isEqualTo(138);
        assertThat(task.getLastResult()).isEqualTo(6);
        assertThat(task.getLastPage()).isZero();
        assertThat(task.getDoneReason()).isEqualTo("run_aborted");
        assertThat(task.getLastCollectionAt()).isEqualTo(OffsetDateTime.parse("2025-02-10T14:31:10Z"));
        assertThat(task.getParams())
                .containsEntry("url", "https://www.google.com/maps/search/restaurant/@43.2928346,5.3662584,17z");
        assertThat(plainMapper.readValue(plainMapper.writeValueAsString(task), RunTask.class)).isEqualTo(task);
    }

    @Test
    void bothSpellingsOfARunHaveOneJsonForm() throws Exception {
        Map<String, Object> fromGet = new LinkedHashMap<>(
                Map.of("id", "r", "status", "DONE",
                        "ended_at", "2025-02-04T10:26:52", "duration", "0:00:08.041500", "credit_used", 8));
        Map<String, Object> fromList = new LinkedHashMap<>(
                Map.of("id", "r", "status", "done",
                        "ended_at", "2025-02-04T10:26:52Z", "duration", 8.0415, "credit_used", 8.0));

        assertThat(new Run(fromGet)).isEqualTo(new Run(fromList)).hasToString(new Run(fromList).toString());
        assertThat(plainMapper.readTree(new Run(fromGet).toString())).isEqualTo(plainMapper.readTree(
                "{\"id\":\"r\",\"status\":\"done\",\"ended_at\":\"2025-02-04T10:26:52Z\",\"duration\":8.0415,\"credit_used\":8}"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "get-run.json", "get-run-older-page.json", "start-run.json" })
    void writesJsonThatReadsBackEqual(String example) throws Exception {
        Run run = read(api(example));

        String written = plainMapper.writeValueAsString(run);

        assertThat(read(written)).isEqualTo(run).hasSameHashCodeAs(run);
        assertThat(run).hasToString(written);
        JsonNode original = plainMapper.readTree(api(example));
        assertThat(plainMapper.readTree(written).fieldNames()).toIterable()
                .containsExactlyInAnyOrderElementsOf(original::fieldNames);
    }

    @Test
    void camelsJsonDataFormatReadsAndWritesTheSameJson() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext();
             JacksonDataFormat format = new JacksonDataFormat(Run.class)) {
            format.setCamelContext(context);
            format.start();
            Run run = (Run) format.unmarshal(new DefaultExchange(context), api("get-run.json"));

            assertThat(run).isEqualTo(read(api("get-run.json")));
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            format.marshal(new DefaultExchange(context), run, written);
            assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo(run.toString());
        }
    }

    @Test
    void keepsUnknownFieldsAndWords() throws Exception {
        String json = "{\"id\":\"r\",\"status\":\"Hibernating\",\"done_reason\":\"Brand_New\",\"is_done\":true,"
                      + "\"price\":0.1234567890123456789012,\"nested\":{\"list\":[1,null,{\"deep\":1.50}]},\"nothing\":null}";
        Run run = read(json);

        assertThat(run.getStatus()).isEqualTo("hibernating");
        assertThat(run.getDoneReason()).isEqualTo("Brand_New");
        assertThat(run.toMap()).containsEntry("price", new BigDecimal("0.1234567890123456789012")).containsEntry("nothing",
                null);
        assertThat(run.toString()).contains("\"price\":0.1234567890123456789012", "\"deep\":1.50", "\"nothing\":null");
        assertThat(read(run.toString())).isEqualTo(run);
    }

    @Test
    void theMapHasWhatDatabasesTake() throws Exception {
        Map<String, Object> map = read(api("get-run.json")).toMap();

        assertThat(map).containsEntry("ended_at", OffsetDateTime.parse("2025-02-04T10:26:52.222239Z"))
                .containsEntry("duration", new BigDecimal("50.1833"))
                .containsEntry("total_results", 40L)
                .containsEntry("next_launch_at", null);
        assertThatThrownBy(() -> map.put("id", "other")).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "'\"0:00:50.183300\"'        | PT50.1833S  | 50.1833",
            "'\"1 day, 2:03:04\"'        | PT26H3M4S   | 93784",
            "'\"2 days, 0:00:00.5\"'     | PT48H0.5S   | 172800.5",
            "'\"-1 day, 23:59:59\"'      | PT-1S       | -1",
            "8.0415                      | PT8.0415S   | 8.0415",
            "0                           | PT0S        | 0",
            "100                         | PT1M40S     | 100",
            "8.041500000000000001        | PT8.0415S   | 8.0415" })
    void readsEverySpellingOfADuration(String json, Duration duration, String seconds) throws Exception {
        Run run = with("duration", json);

        assertThat(run.getDuration()).isEqualTo(duration);
        assertThat(run.toMap()).containsEntry("duration", new BigDecimal(seconds));
        assertThat(run.toString()).contains("\"duration\":" + seconds + "}");
    }

    @ParameterizedTest
    @CsvSource({
            "2025-02-04T10:25:13Z, 2025-02-04T10:25:13Z", "2025/02/04 10:25:13, 2025-02-04T10:25:13Z",
            "2025-02-04T10:25:41.623683, 2025-02-04T10:25:41.623683Z",
            "2025-02-04T12:25:13+02:00, 2025-02-04T10:25:13Z" })
    void readsEverySpellingOfATimeAsUtc(String json, String utc) throws Exception {
        Run run = with("ended_at", "\"" + json + "\"");

        assertThat(run.getEndedAt()).isEqualTo(OffsetDateTime.parse(utc));
        assertThat(run.getEndedAt().getOffset()).hasToString("Z");
        assertThat(run.toString()).contains("\"ended_at\":\"" + utc + "\"");
    }

    @ParameterizedTest
    @CsvSource({
            "pending, false, false", "running, false, false", "paused, false, false",
            "uploading, true, false", "done, true, true", "error, true, true", "aborted, true, true",
            "aborted, false, true", "hibernating, false, false", "hibernating, true, true" })
    void isFinishedByItsStatus(String status, boolean isDone, boolean finished) throws Exception {
        assertThat(read("{\"id\":\"r\",\"status\":\"" + status + "\",\"is_done\":" + isDone + "}").isFinished())
                .isEqualTo(finished);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "'{\"status\":\"done\"}'                 | the field id is missing",
            "'{\"id\":\" \",\"status\":\"done\"}'      | the field id is missing",
            "'{\"id\":{},\"status\":\"done\"}'         | the field id is no number",
            "'{\"id\":1.5,\"status\":\"done\"}'        | the field id is no whole number",
            "'{\"id\":\"r\"}'                         | the field status is missing",
            "'{\"id\":\"r\",\"status\":null}'          | the field status is missing",
            "'{\"id\":\"r\",\"status\":{}}'            | the field status is no string",
            "'{\"id\":\"r\",\"status\":5}'             | the field status is no string" })
    void refusesARunWithoutWhatDecides(String json, String message) {
        assertThatThrownBy(() -> read(json)).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "ended_at      | 5", "ended_at      | '\"\"'", "ended_at      | '\"yesterday\"'",
            "ended_at      | '\"0000-00-00T00:00:00\"'", "ended_at      | '\"+999999999-12-31T23:59:59Z\"'",
            "duration      | '\"--\"'", "duration      | 1e30", "duration      | '\"1:99999999999:00\"'",
            "credit_used   | true", "credit_used   | '\"NaN\"'", "credit_used   | '\"\"'",
            "export_done   | '\"yes\"'", "is_done       | 1", "done_reason_desc | '{\"text\":1.50}'",
            "done_reason   | [null]", "email_done    | {}", "squid         | false" })
    void aFieldThatCannotBeReadIsNullAndKeptAsItCame(String field, String json) throws Exception {
        Run run = with(field, json);

        assertThat(valueOf(run, field)).as("in Java").isNull();
        assertThat(run.toMap().get(field)).as("in a map").isNotNull();
        assertThat(plainMapper.readTree(run.toString()).get(field)).isEqualTo(plainMapper.readTree(json));
        assertThat(read(run.toString())).isEqualTo(run).hasSameHashCodeAs(run);
        assertThat(run.isFinished()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "'\"many\"'", "1.5", "1e999999999", "[]", "'\"1.5\"'" })
    void aCountThatCannotBeReadIsNone(String json) throws Exception {
        Run run = with("total_results", json.replace("'", ""));

        assertThat(run.getTotalResults()).isZero();
        assertThat(read(run.toString())).isEqualTo(run);
    }

    private static Object valueOf(Run run, String field) {
        return run.asIs(field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "id            | 42                        | '\"42\"'", "squid         | 7 | '\"7\"'",
            "credit_used   | '\"12.50\"'               | 12.5", "total_results | '\"40\"' | 40", "total_results | 40.0 | 40",
            "duration      | '\"8.0415\"'              | 8.0415", "is_done | '\"true\"' | true",
            "ended_at      | '\"2025-02-04 10:25:13\"' | '\"2025-02-04T10:25:13Z\"'" })
    void aSpellingWhoseMeaningIsClearIsRead(String field, String json, String normal) throws Exception {
        Run run = read("{\"id\":\"r\",\"status\":\"done\",\"" + field + "\":" + json + "}");

        assertThat(plainMapper.readTree(run.toString()).get(field)).isEqualTo(plainMapper.readTree(normal));
        assertThat(valueOf(run, field)).isNotNull();
        assertThat(read(run.toString())).isEqualTo(run);
    }

    @Test
    void theNewestFormOfGetRunHasTheOldNames() throws Exception {
        String old
                = "{'id':'r','status':'done','duration':'0:00:50.183300','email_done':true,'email_time':'2025-02-04T10:26:52'}";
        String newest = "{'id':'r','status':'done','duration':50.1833,'mail_done':true,'mail_time':'2025-02-04T10:26:52'}";
        Run run = read(newest.replace('\'', '"'));

        assertThat(run).isEqualTo(read(old.replace('\'', '"'))).hasToString(read(old.replace('\'', '"')).toString());
        assertThat(run.isFinished()).as("the status says it where no is_done is answered").isTrue();
        assertThat(run.getEmailDone()).isTrue();
        assertThat(run.toMap()).containsKeys("email_done", "email_time").doesNotContainKeys("mail_done", "mail_time",
                "is_done");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "'{\"mail_done\":true,\"email_done\":null}' | true", "'{\"mail_done\":null,\"email_done\":false}' | false",
            "'{\"mail_done\":null}' | null" })
    void whereBothNamesAreAnsweredTheOneThatSaysSomethingCounts(String json, String done) throws Exception {
        Run run = read("{\"id\":\"r\",\"status\":\"done\"," + json.substring(1));

        assertThat(String.valueOf(run.getEmailDone())).isEqualTo(done);
        assertThat(run.toMap()).hasSize(3).containsKey("email_done");
    }

    @Test
    void emailVerificationIsAWordOrAnObject() throws Exception {
        assertThat(with("email_verification", "\"pending\"").getEmailVerification()).isEqualTo("pending");
        assertThat(with("email_verification", "{\"status\":\"running\",\"is_done\":false}").getEmailVerification())
                .isEqualTo(Map.of("status", "running", "is_done", false));
        assertThat(with("email_verification", "null").getEmailVerification()).isNull();
    }

    @Test
    void isReachableByNameFromSimple() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            DefaultExchange exchange = new DefaultExchange(context);
            exchange.getMessage().setBody(read(api("get-run.json")));
            for (String name : new String[] {
                    "id", "object", "squid", "status", "finished", "createdAt", "startedAt", "endedAt",
                    "duration", "creditUsed", "origin", "forceLaunch", "totalResults", "totalUniqueResults", "exportDone",
                    "exportCount", "exportTime", "emailDone", "doneReason" }) {
                Object value = context.resolveLanguage("simple").createExpression("${body." + name + "}")
                        .evaluate(exchange, Object.class);
                assertThat(value).as(name).isNotNull();
            }
        }
    }
}
