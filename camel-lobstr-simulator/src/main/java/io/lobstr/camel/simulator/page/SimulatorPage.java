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
package io.lobstr.camel.simulator.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

import io.lobstr.camel.simulator.fault.Faults;
import io.lobstr.camel.simulator.state.Account;
import io.lobstr.camel.simulator.traffic.Answer;
import io.lobstr.camel.simulator.traffic.Body;
import io.lobstr.camel.simulator.traffic.Query;
import io.lobstr.camel.simulator.traffic.ReceivedRequest;
import io.lobstr.camel.simulator.traffic.RequestLog;
import io.lobstr.camel.simulator.traffic.Service;
import io.lobstr.camel.simulator.webhook.Webhooks;

/**
 * A page on the squids and runs, with buttons. It works without scripts. As any page of the web may send requests to
 * this machine, it answers only who asked for it by this machine's name, and does only what comes from a form of its
 * own.
 */
public final class SimulatorPage implements Service {

    /** The port that browsers leave away. */
    private static final int HTTP = 80;
    private static final String CSS = "/simulator.css";
    private static final String JS = "/simulator.js";
    private static final String FORM = "/simulator";
    private static final Set<String> PATHS = Set.of("/", CSS, JS, FORM);
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
                                       + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff", "X-Frame-Options", "DENY", "Referrer-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin", "Cache-Control", "no-store");

    private final Account account;
    private final IntSupplier port;
    private final PageWriter writer;
    private final PageActions actions;
    private final String token = UUID.randomUUID().toString();
    private String said = "";

    /**
     * A page.
     *
     * @param account  what it shows
     * @param requests the requests that it shows
     * @param faults   what it switches on and off
     * @param webhooks the calls that it shows
     * @param port     the port that it is at
     */
    public SimulatorPage(Account account, RequestLog requests, Faults faults, Webhooks webhooks, IntSupplier port) {
        this.account = account;
        this.port = port;
        PageFaults switches = new PageFaults(faults, webhooks.faults());
        this.writer = new PageWriter(account, requests, webhooks.calls(), switches);
        this.actions = new PageActions(account, switches);
    }

    /**
     * Tells whether a request is for the page.
     *
     * @param  request the request
     * @return         whether it is
     */
    public static boolean isMeant(ReceivedRequest request) {
        return PATHS.contains(request.path());
    }

    @Override
    public Answer answer(ReceivedRequest request) {
        return answered(request).withHeaders(HEADERS);
    }

    private Answer answered(ReceivedRequest request) {
        String host = request.header("Host").orElse("");
        if (!isThisMachine(host)) {
            return refused(403, "This page is at http://localhost:" + port.getAsInt() + "/ only.");
        }
        boolean form = request.path().equals(FORM);
        if (!request.method().equals(form ? "POST" : "GET")) {
            return refused(405, "There is no such page.").withHeader("Allow", form ? "POST" : "GET");
        }
        return switch (request.path()) {
            case CSS -> file("simulator.css", "text/css; charset=utf-8");
            case JS -> file("simulator.js", "text/javascript; charset=utf-8");
            case FORM -> act(request, host);
            default -> page(host);
        };
    }

    private Answer page(String host) {
        synchronized (account) {
            account.catchUp();
            return Answer.of(200, "text/html; charset=utf-8", Body.of(writer.write(token, "http://" + host, said)));
        }
    }

    private Answer act(ReceivedRequest request, String host) {
        Map<String, String> form = Query.parse(request.body());
        boolean own = request.header("Origin").map(("http://" + host)::equals).orElse(true)
                && request.header("Sec-Fetch-Site").map("same-origin"::equals).orElse(true)
                && isToken(form.getOrDefault("token", ""));
        if (!own) {
            return refused(403,
                    "This form is not of this page, or of before the simulator was started again. Load the page anew.");
        }
        synchronized (account) {
            account.catchUp();
            said = PageWriter.time(account.now()) + " " + actions.act(form);
        }
        return Answer.empty(303).withHeader("Location", "/");
    }

    /** A foreign name that leads here is one of a page that wants to read this one. */
    private boolean isThisMachine(String host) {
        return Stream.of("localhost", "127.0.0.1").anyMatch(name -> host.equals(name + ":" + port.getAsInt())
                || port.getAsInt() == HTTP && host.equals(name));
    }

    private boolean isToken(String given) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer refused(int status, String words) {
        return Answer.of(status, "text/plain; charset=utf-8", Body.of(words + "\n"));
    }

    private static Answer file(String name, String type) {
        try (InputStream file = SimulatorPage.class.getResourceAsStream(name)) {
            return Answer.of(200, type, Body.of(file.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
