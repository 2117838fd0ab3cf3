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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Talks to a simulator as any client of lobstr.io would.
 */
final class Api {

    static final String FORM = "multipart/form-data; boundary=limit";

    private static final HttpClient HTTP
            = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final LobstrSimulator simulator;

    Api(LobstrSimulator simulator) {
        this.simulator = simulator;
    }

    static JsonNode json(String text) throws IOException {
        return MAPPER.readTree(text);
    }

    static List<String> keys(JsonNode json) {
        List<String> keys = new ArrayList<>();
        json.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    JsonNode get(String path) throws Exception {
        return ok(call("GET", path, null));
    }

    JsonNode post(String path, String body) throws Exception {
        return ok(call("POST", path, body));
    }

    JsonNode patch(String path, String body) throws Exception {
        return ok(call("PATCH", path, body));
    }

    JsonNode delete(String path) throws Exception {
        return ok(call("DELETE", path, null));
    }

    HttpResponse<String> call(String method, String path, String body) throws Exception {
        return send(request(method, path, body));
    }

    HttpRequest.Builder request(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
                .header("Authorization", "Token " + simulator.apiKey()).timeout(Duration.ofSeconds(10));
        return body == null
                ? request.method(method, BodyPublishers.noBody())
                : request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body));
    }

    /** Sends a file as a form, as any library does. */
    HttpResponse<String> upload(String squid, String fileName, String type, byte[] file) throws Exception {
        return send(request("POST", "/tasks/upload", null).header("Content-Type", FORM)
                .POST(BodyPublishers.ofByteArray(form(squid, fileName, type, file))));
    }

    static byte[] form(String squid, String fileName, String type, byte[] file) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(("--limit\r\nContent-Disposition: form-data; name=\"squid\"\r\n\r\n" + squid + "\r\n--limit\r\n"
                         + "Content-Disposition: form-data; name=\"file\"; filename=\"" + fileName + "\"\r\nContent-Type: "
                         + type + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(file);
        form.writeBytes("\r\n--limit--\r\n".getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    static HttpResponse<byte[]> download(String url, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static JsonNode ok(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        return json(response.body());
    }
}
