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

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

import io.lobstr.camel.internal.webhook.WebhookAddress;
import io.lobstr.camel.internal.webhook.WebhookTokens;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/**
 * The HTTP server of an application, and lobstr.io that calls it, or whoever pretends to be that.
 */
public final class WebhookServer {

    /** Tells tests that need it: not every line of Camel that is tested has one published. */
    public static final String NEEDED = "http-server";

    public static final String SECRET = "0123456789abcdef";

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final VertxPlatformHttpServer server;

    private WebhookServer(VertxPlatformHttpServer server) {
        this.server = server;
    }

    /** Adds one to a context that is not started yet, on a free port. */
    public static WebhookServer addTo(CamelContext context) throws Exception {
        VertxPlatformHttpServerConfiguration settings = new VertxPlatformHttpServerConfiguration();
        settings.setBindHost("localhost");
        settings.setBindPort(0);
        VertxPlatformHttpServer server = new VertxPlatformHttpServer(settings);
        context.addService(server, true, true);
        return new WebhookServer(server);
    }

    /** @return its address */
    public String url() {
        return "http://localhost:" + server.getPort();
    }

    /** The address of a squid, as it would be registered. */
    public String address(String squid) {
        return new WebhookAddress(url(), "/lobstr", new WebhookTokens(List.of(SECRET))).of(squid);
    }

    static String token(String squid) {
        return new WebhookTokens(List.of(SECRET)).of(squid);
    }

    static String event(String event, String run, String squid) {
        return "{\"id\":\"%s\",\"object\":\"run\",\"event\":\"%s\",\"squid\":{\"id\":\"%s\",\"name\":\"Maps\"},\"timestamp\":\"2025/06/18 17:32:31\"}"
                .formatted(run, event, squid);
    }

    /** @return the status that is answered */
    int done(String squid, String run) throws IOException, InterruptedException {
        return post(address(squid), event("run.done", run, squid)).statusCode();
    }

    HttpResponse<String> post(String address, String body) throws IOException, InterruptedException {
        return post(address, BodyPublishers.ofString(body), request -> request);
    }

    /** Without a length. */
    HttpResponse<String> postChunked(String address, InputStream body) throws IOException, InterruptedException {
        return post(address, BodyPublishers.ofInputStream(() -> body), request -> request);
    }

    HttpResponse<String> post(String address, BodyPublisher body, UnaryOperator<HttpRequest.Builder> with)
            throws IOException, InterruptedException {
        return send(address, request -> with.apply(request.header("Content-Type", "application/json").POST(body)));
    }

    HttpResponse<String> send(String address, UnaryOperator<HttpRequest.Builder> with)
            throws IOException, InterruptedException {
        return client.send(
                with.apply(HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(30))).build(),
                BodyHandlers.ofString());
    }
}
