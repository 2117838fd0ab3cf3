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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Calls a webhook to see whether it answers. What lobstr.io posts is not documented: it is no event of a run.
 */
final class WebhookTest {

    private static final Set<Integer> GOOD = Set.of(200, 201, 202);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http
            = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

    ObjectNode send(String url) {
        ObjectNode answer = Json.object().put("success", false).putNull("status_code");
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).header("Content-Type", Json.TYPE)
                    .POST(HttpRequest.BodyPublishers.ofString("{\"object\":\"webhook\",\"event\":\"test\"}")).build();
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            return answer.put("success", GOOD.contains(status)).put("status_code", status);
        } catch (IOException | IllegalArgumentException e) {
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return answer;
        }
    }
}
