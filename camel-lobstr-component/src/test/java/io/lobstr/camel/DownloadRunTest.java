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

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.exception.LobstrTimeoutException;
import io.lobstr.camel.internal.produce.DownloadBody;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.traffic.ReceivedRequest;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

class DownloadRunTest extends SimulatorTestSupport {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String FILES = "GET /exports/*";
    private static final String DOWNLOAD = "lobstr:downloadRun?pollInterval=10";

    private final SimulatedRun run = finished(2000);

    private SimulatedRun finished(int rows) {
        SimulatedRun started = squid.startRun();
        started.finish(rows);
        return started;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:file").to(DOWNLOAD).process(exchange -> assertThat(exchange.getMessage().getBody())
                        .isInstanceOf(InputStream.class)).to("mock:between").process(DownloadRunTest.this::toFile);
                from("direct:waiting").routeId("waiting").onException(LobstrStoppedException.class).handled(true)
                        .to("mock:stopped").end().to("lobstr:downloadRun?pollInterval=1h&awaitTimeout=2h&fileFormat=json");
                from("direct:made").routeId("made").to(DOWNLOAD + "&fileFormat=json").to("mock:between");
                from("direct:twice").to(DOWNLOAD).process(DownloadRunTest.this::toFile).to("mock:between")
                        .process(DownloadRunTest.this::toFile);
            }
        };
    }

    private void toFile(Exchange exchange) throws Exception {
        try (InputStream body = exchange.getMessage().getBody(InputStream.class)) {
            exchange.setProperty("file", body.readAllBytes());
        }
    }

    private InputStream download(String options) {
        Exchange exchange = send(DOWNLOAD + options, Map.of(LobstrConstants.RUN_ID, run.id()));
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(InputStream.class);
    }

    /** The file as the simulator has it. */
    private byte[] whole(String format) throws Exception {
        String link = new String(
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(
                        URI.create(simulator.baseUrl() + "/runs/" + run.id() + "/download?file_format=" + format))
                        .header("Authorization", "Token " + KEY).build(), HttpResponse.BodyHandlers.ofByteArray()).body())
                .replaceAll(".*\"s3\":\"([^\"]*)\".*", "$1");
        byte[] file = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(link)).build(), HttpResponse.BodyHandlers.ofByteArray()).body();
        simulator.requests().reset();
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = { "csv", "json", "jsonl", "xlsx" })
    void downloadsEachFormat(String format) throws Exception {
        byte[] file = whole(format);

        assertThat(download("&fileFormat=" + format)).hasBinaryContent(file);
    }

    @Test
    void downloadsSomeColumns() throws Exception {
        String header = "id,object,squid,run,";

        assertThat(new String(download("").readAllBytes())).startsWith(header);
        assertThat(new String(download("&fields=run,squid").readAllBytes())).startsWith("run,squid\n");
        assertThat(new String(download("&omit=object,run").readAllBytes())).startsWith("id,squid,");
    }

    @Test
    void theKeyDoesNotGoToTheHostOfTheFile() throws Exception {
        download("").readAllBytes();

        List<ReceivedRequest> files = simulator.requests().matching(FILES);
        assertThat(files).isNotEmpty().allSatisfy(request -> {
            assertThat(request.header("authorization")).isEmpty();
            assertThat(request.headers().toString()).doesNotContain(KEY);
        });
    }

    @Test
    void aBodyThatIsCutIsResumed() throws Exception {
        byte[] file = whole("csv");
        simulator.faults().times(FILES, 3, Fault.cutBody());

        assertThat(download("")).hasBinaryContent(file);
        assertThat(simulator.requests().matching(FILES)).filteredOn(request -> request.header("range").isPresent())
                .isNotEmpty().allMatch(request -> request.header("if-range").isPresent());
    }

    @Test
    void aCutIsNeverTheEnd() throws Exception {
        simulator.faults().always(FILES, Fault.cutBody());
        InputStream cut = download("&maxRetries=0");

        Throwable failure = catchThrowable(cut::readAllBytes);

        assertThat(failure).isInstanceOf(LobstrServerException.class)
                .hasMessageContaining("downloadRun of run " + run.id() + ": the file broke off after");
        assertThat(catchThrowable(cut::read)).isSameAs(failure);
    }

    /** As where the step that read it is tried again. */
    @Test
    void aFileThatBrokeOffCanBeReadFromItsBeginningLater() throws Exception {
        byte[] file = whole("csv");
        DownloadBody body = (DownloadBody) download("&maxRetries=0");
        simulator.faults().always(FILES, Fault.cutBody());
        // what is on its way already is not cut
        assertThat(catchThrowable(() -> {
            body.readAllBytes();
            body.reset();
            body.readAllBytes();
        })).isInstanceOf(LobstrServerException.class);
        simulator.faults().clear();

        body.reset();

        assertThat(body.readAllBytes()).isEqualTo(file);
    }

    @Test
    void aFileThatWasChangedMeanwhileIsNotMixed() {
        InputStream body = download("");
        simulator.faults().next(FILES, Fault.cutBody());
        simulator.faults().next(FILES, Fault.answer(200, "text/csv", "something else"));

        assertThat(catchThrowable(body::readAllBytes)).isInstanceOf(LobstrServerException.class)
                .hasMessageContaining("was changed at its host after");
    }

    @Test
    void anExpiredLinkIsAskedForAgain() throws Exception {
        byte[] file = whole("csv");
        simulator.faults().next(FILES, Fault.forbidden());

        assertThat(download("")).hasBinaryContent(file);
        assertThat(simulator.requests().count("GET /v1/runs/*/download")).isEqualTo(2);
    }

    @Test
    void aFileThatStaysRefusedFails() {
        simulator.faults().always(FILES, Fault.forbidden());

        LobstrServerException failure
                = failure(LobstrServerException.class, send(DOWNLOAD + "&run=" + run.id()));
        assertThat(failure).hasMessageContaining("was refused by its host: 403");
        assertThat(failure.getStatusCode()).isEqualTo(403);
    }

    @Test
    void aRedirectIsNotFollowed() {
        simulator.faults().always(FILES, Fault.redirect());

        assertThat(failure(LobstrServerException.class, send(DOWNLOAD + "&run=" + run.id())))
                .hasMessageContaining("was refused by its host: 302");
    }

    @ParameterizedTest
    @ValueSource(strings = { "ftp://x/y", "file:///etc/passwd", "no address", "http://u:p@x/" })
    void aLinkThatIsNoneIsRefused(String link) {
        simulator.faults().always("GET /v1/runs/*/download",
                Fault.answer(200, "application/json", "{\"s3\":\"" + link + "\"}"));

        assertThat(failure(LobstrServerException.class, send(DOWNLOAD + "&run=" + run.id())))
                .hasMessageContaining("no http or https address").hasMessageNotContaining(link);
    }

    @Test
    void aFileThatIsBeingMadeIsWaitedFor() throws Exception {
        byte[] file = whole("json");
        simulator.behaviour().processingAnswers(4);

        assertThat(download("&fileFormat=json").readAllBytes()).hasSameSizeAs(file);
    }

    @Test
    void aFileThatIsNeverMadeTimesOut() {
        simulator.behaviour().processingAnswers(Integer.MAX_VALUE);

        assertThat(failure(LobstrTimeoutException.class,
                send(DOWNLOAD + "&fileFormat=json&awaitTimeout=3000&run=" + run.id())))
                .hasMessageEndingWith(": the file was not made within 3000 ms (awaitTimeout), its progress was 0");
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aWaitForAFileEndsWhenTheContextIsStopped(boolean transacted) throws Exception {
        simulator.behaviour().processingAnswers(Integer.MAX_VALUE);
        MockEndpoint stopped = getMockEndpoint("mock:stopped");
        CompletableFuture.runAsync(() -> template().request("direct:waiting", exchange -> {
            exchange.getExchangeExtension().setTransacted(transacted);
            exchange.getMessage().setHeader(LobstrConstants.RUN_ID, run.id());
        }));
        await().atMost(SOON).until(() -> simulator.requests().count("GET /v1/runs/*/download") > 0);
        long begin = System.nanoTime();

        context().stop();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        assertThat(stopped.getExchanges()).singleElement()
                .satisfies(exchange -> assertThat(exchange.getProperty(Exchange.EXCEPTION_CAUGHT))
                        .isInstanceOf(LobstrStoppedException.class).asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                        .hasMessage("downloadRun of run " + run.id()
                                    + " was given up, since its context or route was stopped"));
        assertThat(simulator.requests().count("GET /v1/runs/*/download")).isEqualTo(1);
    }

    @Test
    void whoIsInterruptedLeavesNothingThatGoesOn() throws Exception {
        simulator.behaviour().processingAnswers(Integer.MAX_VALUE);
        AtomicReference<Exchange> answer = new AtomicReference<>();
        Thread caller = new Thread(() -> answer.set(template().request(DOWNLOAD + "&fileFormat=json", exchange -> {
            exchange.getExchangeExtension().setTransacted(true);
            exchange.getMessage().setHeader(LobstrConstants.RUN_ID, run.id());
        })));
        caller.start();
        await().atMost(SOON).until(() -> simulator.requests().count("GET /v1/runs/*/download") > 1);

        caller.interrupt();
        caller.join(SOON.toMillis());

        assertThat(answer.get().getException()).hasMessageContaining("interrupted while waiting for lobstr.io");
        simulator.behaviour().processingAnswers(0);
        // one that was on its way at the interrupt may still be answered
        long asked = simulator.requests().count("GET /v1/runs/*/download") + 1;
        await().during(Duration.ofMillis(300)).atMost(SOON).until(
                () -> simulator.requests().count("GET /v1/runs/*/download") <= asked && simulator.requests().count(FILES) == 0);
    }

    @Test
    void aWaitForAFileGoesOnOverASuspend() throws Exception {
        context().getShutdownStrategy().setTimeout(1);
        simulator.behaviour().processingAnswers(Integer.MAX_VALUE);
        MockEndpoint between = getMockEndpoint("mock:between");
        between.expectedMessageCount(1);
        template().asyncSend("direct:made", exchange -> exchange.getMessage().setHeader(LobstrConstants.RUN_ID, run.id()));
        await().atMost(SOON).until(() -> simulator.requests().count("GET /v1/runs/*/download") > 0);
        context().getRouteController().suspendRoute("made");
        simulator.behaviour().processingAnswers(0);

        context().getRouteController().resumeRoute("made");

        between.assertIsSatisfied();
    }

    @Test
    void aWaitForAFileEndsWhenItsRouteIsStopped() throws Exception {
        simulator.behaviour().processingAnswers(Integer.MAX_VALUE);
        CompletableFuture<Exchange> answer = template().asyncSend("direct:made",
                exchange -> exchange.getMessage().setHeader(LobstrConstants.RUN_ID, run.id()));
        await().atMost(SOON).until(() -> simulator.requests().count("GET /v1/runs/*/download") > 0);

        context().getRouteController().stopRoute("made", 1, TimeUnit.SECONDS);

        assertThat(answer).succeedsWithin(SOON);
        failure(LobstrStoppedException.class, answer.join());
    }

    @Test
    void aRunThatGoesOnHasNoFile() {
        SimulatedRun active = squid.startRun();

        failure(LobstrNotFoundException.class, send(DOWNLOAD + "&run=" + active.id()));
    }

    @Test
    void aBodyThatTricklesIsNoFailure() throws Exception {
        byte[] file = whole("csv");
        simulator.faults().always(FILES, Fault.trickle(Duration.ofMillis(2500)));
        long begin = System.nanoTime();

        assertThat(download("&requestTimeout=1500")).hasBinaryContent(file);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(2000));
    }

    @Test
    void isReadInARouteAndCanBeReadAgain() throws Exception {
        byte[] file = whole("csv");

        Exchange once = template().request("direct:file",
                exchange -> exchange.getMessage().setHeader(LobstrConstants.RUN_ID, run.id()));
        Exchange twice = template().request("direct:twice",
                exchange -> exchange.getMessage().setHeader(LobstrConstants.RUN_ID, run.id()));

        assertThat(once.getException()).isNull();
        assertThat(once.getProperty("file", byte[].class)).isEqualTo(file);
        assertThat(twice.getProperty("file", byte[].class)).isEqualTo(file);
        // one for the first, two for the second: nothing was kept
        assertThat(simulator.requests().count(FILES)).isEqualTo(3);
    }

    @Test
    void canBeWrittenAsACachedStream() throws Exception {
        byte[] file = whole("csv");
        DownloadBody body = (DownloadBody) download("");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        body.writeTo(out);

        assertThat(out.toByteArray()).isEqualTo(file);
        assertThat(body.length()).isEqualTo(file.length);
        assertThat(body.inMemory()).isFalse();
    }
}
