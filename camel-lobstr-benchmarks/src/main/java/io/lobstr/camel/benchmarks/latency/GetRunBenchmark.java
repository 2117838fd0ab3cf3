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
package io.lobstr.camel.benchmarks.latency;

import java.util.concurrent.TimeUnit;

import io.lobstr.camel.LobstrComponent;
import io.lobstr.camel.benchmarks.BareClient;
import io.lobstr.camel.benchmarks.server.FastServer;
import io.lobstr.camel.benchmarks.server.RunJson;
import io.lobstr.camel.model.Run;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One run, read from a server that takes next to no time. With each iteration the next way takes its turn, so that the
 * ways share one JVM, one machine and its moods: in forks of their own, how the kernel places client and server on the
 * cores makes more of a difference than the ways do.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GetRunBenchmark {

    private static final String RUN = "0393be3ea6f74986906153df1c3f9894";

    /** How to read it, in the order of the turns. */
    enum Way {
        /** HttpClient 5 and Jackson alone. */
        BARE,
        /** The component, in a route. */
        LOBSTR,
        /** The route that one writes without the component. */
        BY_HAND
    }

    /** Reads the run in one way. */
    @FunctionalInterface
    private interface Call {
        Run run() throws Exception;
    }

    private FastServer server;
    private DefaultCamelContext context;
    private BareClient bare;
    private Call[] calls;
    private Call call;
    private int turn;

    /**
     * @throws Exception if the context does not start
     */
    @Setup
    public void start() throws Exception {
        byte[] answer = FastServer.json(RunJson.one());
        server = new FastServer((request, length) -> answer);
        String url = server.baseUrl() + "/runs/" + RUN;
        context = new DefaultCamelContext();
        LobstrComponent component = new LobstrComponent();
        component.getConfiguration().setApiKey("key");
        component.getConfiguration().setBaseUrl(server.baseUrl());
        // the others keep to no limit either
        component.setRequestsPerMinute(0);
        context.addComponent("lobstr", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:LOBSTR")
                        .to("lobstr:getRun?run=" + RUN);
                from("direct:BY_HAND")
                        .setHeader("Authorization", constant("Token key"))
                        .to(url)
                        .unmarshal().json(Run.class);
            }
        });
        context.start();
        bare = new BareClient();
        calls = new Call[] { () -> bare.get(url, Run.class), through(Way.LOBSTR), through(Way.BY_HAND) };
    }

    private Call through(Way way) throws Exception {
        Producer route = context.getEndpoint("direct:" + way).createProducer();
        route.start();
        return () -> {
            Exchange exchange = route.getEndpoint().createExchange();
            route.process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            return exchange.getMessage().getBody(Run.class);
        };
    }

    /**
     * The next way takes its turn.
     */
    @Setup(Level.Iteration)
    public void next() {
        call = calls[turn++ % calls.length];
    }

    /**
     * The server and the context end.
     *
     * @throws Exception if they do not
     */
    @TearDown
    public void stop() throws Exception {
        bare.close();
        context.stop();
        server.close();
    }

    /**
     * @return           the run
     * @throws Exception if it could not be read
     */
    @Benchmark
    public Run getRun() throws Exception {
        return call.run();
    }
}
