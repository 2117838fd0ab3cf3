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

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lobstr.camel.LobstrComponent;
import io.lobstr.camel.benchmarks.server.FastServer;
import io.lobstr.camel.benchmarks.server.RunJson;
import io.lobstr.camel.model.Run;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One run, read in three ways from a server that takes next to no time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GetRunBenchmark {

    private final ObjectMapper mapper = new ObjectMapper();
    private FastServer server;
    private DefaultCamelContext context;
    private HttpClient http;
    private String url;
    private Producer byHand;
    private Producer lobstr;

    /**
     * @throws Exception if the context does not start
     */
    @Setup
    public void start() throws Exception {
        byte[] answer = FastServer.json(RunJson.one());
        server = new FastServer((request, length) -> answer);
        url = server.baseUrl() + "/runs/0393be3ea6f74986906153df1c3f9894";
        context = new DefaultCamelContext();
        LobstrComponent component = new LobstrComponent();
        component.getConfiguration().setApiKey("key");
        component.getConfiguration().setBaseUrl(server.baseUrl());
        component.setRequestsPerMinute(0);
        context.addComponent("lobstr", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:by-hand")
                        .setHeader("Authorization", constant("Token key"))
                        .to(url)
                        .unmarshal().json(Run.class);
                from("direct:lobstr")
                        .to("lobstr:getRun?run=0393be3ea6f74986906153df1c3f9894");
            }
        });
        context.start();
        http = ((HttpEndpoint) context.getComponent("http", HttpComponent.class).createEndpoint(url)).getHttpClient();
        byHand = context.getEndpoint("direct:by-hand").createProducer();
        byHand.start();
        lobstr = context.getEndpoint("direct:lobstr").createProducer();
        lobstr.start();
    }

    /**
     * The server and the context end.
     */
    @TearDown
    public void stop() {
        context.stop();
        server.close();
    }

    /**
     * @return           the run, read without Camel, by the client that its http component makes
     * @throws Exception if that fails
     */
    @Benchmark
    public Run bare() throws Exception {
        HttpGet get = new HttpGet(url);
        get.setHeader("Accept", "application/json");
        get.setHeader("Authorization", "Token key");
        return http.execute(get, response -> mapper.readValue(response.getEntity().getContent(), Run.class));
    }

    /**
     * @return           the run, read by the route that one writes without the component
     * @throws Exception if that fails
     */
    @Benchmark
    public Run byHand() throws Exception {
        return through(byHand);
    }

    /**
     * @return           the run, read by the component
     * @throws Exception if that fails
     */
    @Benchmark
    public Run lobstr() throws Exception {
        return through(lobstr);
    }

    private static Run through(Producer route) throws Exception {
        Exchange exchange = route.getEndpoint().createExchange();
        route.process(exchange);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange.getMessage().getBody(Run.class);
    }
}
