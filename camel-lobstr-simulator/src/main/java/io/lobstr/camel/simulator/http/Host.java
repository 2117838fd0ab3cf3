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
package io.lobstr.camel.simulator.http;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.FatalStartupException;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.standalone.MappingsSource;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.stubbing.StubMappings;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

/**
 * One WireMock server on the loopback interface that hands all requests to a pipeline. It can be stopped and started
 * again, and keeps its port.
 */
final class Host {

    private static final int THREADS = 100;
    private static final long STOP_MILLIS = 100;

    private final Pipeline pipeline;
    private final Clock clock;
    private final Supplier<String> elsewhere;
    private int port;
    private WireMockServer server;

    /**
     * A host that is not started.
     *
     * @param pipeline  answers
     * @param clock     tells the time
     * @param port      the port, or 0 for any that is free
     * @param elsewhere the scheme, host and port of another host
     */
    public Host(Pipeline pipeline, Clock clock, int port, Supplier<String> elsewhere) {
        this.pipeline = pipeline;
        this.clock = clock;
        this.port = port;
        this.elsewhere = elsewhere;
    }

    /**
     * Starts it.
     *
     * @throws IllegalStateException if the port is in use
     */
    public synchronized void start() {
        if (server != null) {
            return;
        }
        WireMockServer starting = new WireMockServer(options());
        starting.stubFor(any(anyUrl()).willReturn(aResponse().withTransformers(PipelineTransformer.NAME)));
        try {
            starting.start();
        } catch (FatalStartupException e) {
            stopWhatStarted(starting);
            throw new IllegalStateException("The simulator cannot listen on port " + port + ". Is it in use?", e);
        }
        server = starting;
        port = starting.port();
    }

    /** It would keep the process alive. */
    private static void stopWhatStarted(WireMockServer half) {
        try {
            half.stop();
        } catch (Exception e) {
            // what never came to listen cannot be shut down gracefully; it is stopped all the same
            return;
        }
    }

    /**
     * Stops it: connections are refused until it is started again.
     */
    public synchronized void stop() {
        if (server != null) {
            server.stop();
            server = null;
        }
    }

    /**
     * {@return its port; 0 while that is open}
     */
    public synchronized int port() {
        return port;
    }

    private WireMockConfiguration options() {
        return WireMockConfiguration.options().bindAddress("127.0.0.1").port(port)
                .extensions(new PipelineTransformer(pipeline, clock, elsewhere)).mappingSource(new NoMappings())
                .disableRequestJournal().stubRequestLoggingDisabled(true).gzipDisabled(true).http2PlainDisabled(true)
                .maxLoggedResponseSize(0).containerThreads(THREADS).jettyStopTimeout(STOP_MILLIS)
                .useChunkedTransferEncoding(Options.ChunkedEncodingPolicy.NEVER);
    }

    /** The simulator has no stubs on disk, and leaves those of the project that it runs in alone. */
    private static final class NoMappings implements MappingsSource {

        @Override
        public void loadMappingsInto(StubMappings mappings) {
            // there are none
        }

        @Override
        public void save(List<StubMapping> mappings) {
            // none are kept
        }

        @Override
        public void save(StubMapping mapping) {
            // none are kept
        }

        @Override
        // WireMock calls it still, and its interface asks for it
        @SuppressWarnings("removal")
        public void remove(StubMapping mapping) {
            // none are kept
        }

        @Override
        public void removeAll() {
            // none are kept
        }
    }
}
