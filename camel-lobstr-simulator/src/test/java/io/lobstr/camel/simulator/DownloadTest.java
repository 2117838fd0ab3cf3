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

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DownloadTest extends SimulatorTestSupport {

    private SimulatedSquid squid;
    private SimulatedRun run;

    private void finishedRun(int results) {
        squid = simulator.addSquid("Maps", s -> s.instantRuns().results(results));
        run = squid.startRun();
    }

    private String link(String query) throws Exception {
        return api.get("/runs/" + run.id() + "/download" + query).get("s3").textValue();
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Test
    void csvIsOnAnotherHostForWhoeverHasTheLink() throws Exception {
        finishedRun(3);

        String link = link("");
        HttpResponse<byte[]> file = Api.download(link);

        assertThat(link).startsWith(simulator.filesOrigin() + "/exports/" + run.id() + ".csv?");
        assertThat(URI.create(link).getHost()).isNotEqualTo(URI.create(simulator.baseUrl()).getHost());
        assertThat(URI.create(link).getPort()).isNotEqualTo(simulator.port());
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type")).contains("text/csv");
        assertThat(text(file).lines()).hasSize(4).startsWith("id,object,squid,run,scraping_time,name,url,rating,reviews");
        assertThat(file.headers().firstValueAsLong("Content-Length")).hasValue(file.body().length);
    }

    @Test
    void theKeyIsRefused() throws Exception {
        finishedRun(3);

        HttpResponse<byte[]> refused = Api.download(link(""), "Authorization", "Token test-key");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(text(refused)).startsWith("<?xml").contains("<Code>InvalidArgument</Code>");
        assertThat(simulator.requests().matching("/exports/*")).hasSize(1)
                .allSatisfy(request -> assertThat(request.header("Authorization")).isPresent());
    }

    @Test
    void theLinkExpires() throws Exception {
        finishedRun(3);
        behaviour().linkValidity(Duration.ofSeconds(90));
        String link = link("");
        clock.advance(Duration.ofSeconds(90));
        assertThat(Api.download(link).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));

        HttpResponse<byte[]> expired = Api.download(link);

        assertThat(expired.statusCode()).isEqualTo(403);
        assertThat(text(expired)).contains("Request has expired");
        assertThat(Api.download(link("")).statusCode()).isEqualTo(200);
    }

    @Test
    void theLinkCannotBeMadeUp() throws Exception {
        finishedRun(3);
        String link = link("");

        assertThat(Api.download(link.replace("Expires=60", "Expires=600")).statusCode()).isEqualTo(403);
        assertThat(Api.download(link.replace(".csv", ".json")).statusCode()).isEqualTo(403);
        assertThat(Api.download(simulator.filesOrigin() + "/exports/" + run.id() + ".csv").statusCode()).isEqualTo(403);
    }

    @Test
    void isNotThereBeforeTheExportIsDone() throws Exception {
        squid = simulator.addSquid("Maps", s -> s.uploadingFor(Duration.ofSeconds(5)));
        run = squid.startRun().upload();
        assertThat(api.call("GET", "/runs/" + run.id() + "/download", null).statusCode()).isEqualTo(404);
        clock.advance(Duration.ofSeconds(5));
        assertThat(Api.download(link("")).statusCode()).isEqualTo(200);
        run = squid.startRun().fail("export_failed");
        assertThat(api.call("GET", "/runs/" + run.id() + "/download", null).statusCode()).isEqualTo(404);
    }

    @Test
    void jsonAndJsonl() throws Exception {
        finishedRun(120);

        JsonNode json = Api.json(text(Api.download(link("?file_format=json"))));
        String[] lines = text(Api.download(link("?file_format=jsonl"))).split("\n");

        assertThat(json).hasSize(120);
        assertThat(lines).hasSize(120);
        assertThat(Api.json(lines[119])).isEqualTo(json.get(119));
        assertThat(json.get(0)).isEqualTo(api.get("/results?run=" + run.id()).get("data").get(0));
        finishedRun(0);
        assertThat(Api.json(text(Api.download(link("?file_format=json"))))).isEmpty();
        assertThat(Api.download(link("?file_format=jsonl")).body()).isEmpty();
    }

    @Test
    void xlsx() throws Exception {
        finishedRun(2);

        byte[] file = Api.download(link("?file_format=xlsx")).body();

        int entries = 0;
        String sheet = "";
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            while (zip.getNextEntry() != null) {
                entries++;
                sheet = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        assertThat(entries).isEqualTo(5);
        assertThat(sheet.split("<row>")).hasSize(4);
        assertThat(sheet).contains("Place 2");
    }

    @Test
    void csvQuotesWhatNeedsIt() throws Exception {
        squid = simulator.addSquid("Maps",
                s -> s.instantRuns().results(1).rows((id, index) -> Map.of("name", "a \"b\", c\nd")));
        run = squid.startRun();

        assertThat(text(Api.download(link("")))).endsWith(",\"a \"\"b\"\", c\nd\"\n");
    }

    @Test
    void otherFormatsAreProcessingFirst() throws Exception {
        finishedRun(3);
        behaviour().processingAnswers(2);
        String path = "/runs/" + run.id() + "/download?file_format=json";
        assertThat(api.get(path)).isEqualTo(Api.json("{\"status\": \"processing\", \"progress\": 0}"));
        assertThat(api.get(path).has("s3")).isFalse();
        assertThat(api.get(path).has("s3")).isTrue();
        assertThat(api.get("/runs/" + run.id() + "/download").has("s3")).isTrue();
        assertThat(api.get(path.replace("json", "xlsx")).has("s3")).isFalse();
    }

    @Test
    void noSuchFormat() throws Exception {
        finishedRun(3);
        assertThat(api.call("GET", "/runs/" + run.id() + "/download?file_format=pdf", null).statusCode()).isEqualTo(400);
    }

    @Test
    void canBeResumed() throws Exception {
        finishedRun(100);
        String link = link("");
        HttpResponse<byte[]> whole = Api.download(link);
        byte[] bytes = whole.body();
        String etag = whole.headers().firstValue("ETag").orElseThrow();

        HttpResponse<byte[]> rest = Api.download(link, "Range", "bytes=1000-", "If-Range", etag);
        HttpResponse<byte[]> middle = Api.download(link, "Range", "bytes=10-19");
        HttpResponse<byte[]> end = Api.download(link, "Range", "bytes=-7");

        assertThat(whole.headers().firstValue("Accept-Ranges")).contains("bytes");
        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(bytes, 1000, bytes.length));
        assertThat(rest.headers().firstValue("Content-Range"))
                .contains("bytes 1000-" + (bytes.length - 1) + "/" + bytes.length);
        assertThat(rest.headers().firstValue("ETag")).contains(etag);
        assertThat(middle.body()).isEqualTo(Arrays.copyOfRange(bytes, 10, 20));
        assertThat(end.body()).isEqualTo(Arrays.copyOfRange(bytes, bytes.length - 7, bytes.length));
        assertThat(Api.download(link, "Range", "bytes=99999999-").statusCode()).isEqualTo(416);
    }

    @Test
    void aChangedFileIsNotMixedWithTheOldOne() throws Exception {
        finishedRun(100);
        String link = link("");

        HttpResponse<byte[]> whole = Api.download(link, "Range", "bytes=1000-", "If-Range", "\"another\"");

        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(Api.download(link, "Range", "bytes=1000-", "If-Match", "\"another\"").statusCode()).isEqualTo(412);
    }

    @Test
    void aBigFileIsStreamed() throws Exception {
        String filling = "x".repeat(10_000);
        squid = simulator.addSquid("Maps", s -> s.instantRuns().results(3000).rows((id, index) -> Map.of("text", filling)));
        run = squid.startRun();

        assertThat(Api.download(link("")).body().length).isGreaterThan(30_000_000);
    }

    @Test
    void hasTheColumnsThatAreAskedFor() throws Exception {
        finishedRun(2);

        assertThat(text(Api.download(link("?fields=rating,name,nobody")))).startsWith("rating,name\n1.0,Place 1\n");
        assertThat(text(Api.download(link("?omit=id,object,squid,run,scraping_time,url")))).startsWith("name,rating,reviews\n");
        assertThat(text(Api.download(link("?fields=name&omit=name")))).startsWith("name\n");
        assertThat(text(Api.download(link("?file_format=jsonl&fields=name")))).startsWith("{\"name\":\"Place 1\"}\n");
        String link = link("?fields=name");
        assertThat(Api.download(link.replace("fields=name", "fields=url")).statusCode()).isEqualTo(403);
    }

    @Test
    void moreRowsThanAnXlsxHoldsAreRefused() throws Exception {
        finishedRun(1_000_001);

        assertThat(api.call("GET", "/runs/" + run.id() + "/download?file_format=xlsx", null).statusCode()).isEqualTo(400);
        assertThat(link("?file_format=jsonl")).contains(".jsonl?");
    }
}
