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
package io.lobstr.camel.examples.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SimulatedAccountTest {

    @TempDir
    Path folder;

    private DemoSettings settings(String runs) {
        Properties given = new Properties();
        given.setProperty("demo.runs", runs);
        given.setProperty("demo.folder", folder.toString());
        return DemoSettings.read(Map.of(), given);
    }

    @Test
    void listsTheRunsOfEarlierDemos() throws Exception {
        String squid;
        try (SimulatedAccount first = SimulatedAccount.open(settings("4"), List.of(), 1)) {
            squid = first.squids().get(0);
        }
        String id = "0123456789abcdef0123456789abcdef";
        StoredRun run = new StoredRun(id, squid, "error", "cookies_expired", OffsetDateTime.now().minusMinutes(1), 7);
        try (SimulatedAccount second = SimulatedAccount.open(settings("4"), List.of(run), 1)) {
            Properties routes = second.routeSettings();
            HttpRequest request = HttpRequest.newBuilder(
                    URI.create(routes.getProperty("camel.component.lobstr.base-url") + "/runs?squid=" + squid))
                    .header("Authorization", "Token " + routes.getProperty("camel.component.lobstr.api-key")).build();
            assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
                    .contains(id).contains("\"status\":\"error\"").contains("cookies_expired");
        }
    }
}
