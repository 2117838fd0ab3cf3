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

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What camel-opentelemetry2 shows of the component's endpoints, with nothing set up for them.
 */
class TelemetryTest extends SimulatorTestSupport {

    private static final AttributeKey<String> SQUID = AttributeKey.stringKey("lobstr.squid");
    private static final AttributeKey<String> RUN = AttributeKey.stringKey("lobstr.run");
    private static final AttributeKey<String> STATUS = AttributeKey.stringKey("lobstr.status");

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final SdkTracerProvider provider
            = SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build();
    private final SimulatedSquid chained = simulator.addSquid("Chained", SimulatedLobstr::untilTold);

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("tracer", provider.get("camel"));
        new OpenTelemetryTracer().init(context);
        return context;
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:calls").to("lobstr:startRun?squid=" + squid.id() + "&apiKey=" + KEY).to("lobstr:getBalance");
                from("direct:get").to("lobstr:getRun");
                from("direct:results").to("lobstr:listResults?squid=" + squid.id());
                from("lobstr:finishedRuns?initialDelay=0&delay=20&startFrom=earliest&squid=" + squid.id()
                     + "&apiKey=" + KEY).to("lobstr:startRun?squid=" + chained.id());
            }
        };
    }

    @Test
    void spansNameTheOperationAndWhatItWasAbout() {
        send("direct:calls");
        SimulatedRun run = squid.run(0);
        send("direct:get", Map.of(LobstrConstants.RUN_ID, run.id(), LobstrConstants.SQUID_ID, "another"));
        send("direct:get", Map.of(LobstrConstants.RUN_ID, "nobody"));
        send("direct:results", Map.of(LobstrConstants.RUN_ID, "another"));
        run.finish();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(named("lobstr finishedRuns")).hasSize(1));

        assertThat(named("lobstr startRun")).extracting(this::told)
                .containsExactly(List.of(squid.id(), run.id(), "running"),
                        List.of(chained.id(), chained.run(0).id(), "running"));
        assertThat(named("lobstr getBalance")).extracting(this::told).containsExactly(List.of("", "", ""));
        assertThat(named("lobstr getRun")).extracting(this::told)
                .containsExactly(List.of(squid.id(), run.id(), "running"), List.of("", "nobody", ""));
        assertThat(named("lobstr getRun").get(1).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(named("lobstr listResults")).extracting(this::told).containsExactly(List.of(squid.id(), "", ""));
        assertThat(named("lobstr finishedRuns")).extracting(this::told)
                .as("of the run that came out, not of the one that is in the body at the end")
                .containsExactly(List.of(squid.id(), run.id(), "done"));
        assertThat(spans.getFinishedSpanItems()).filteredOn(span -> span.getName().startsWith("lobstr"))
                .allSatisfy(span -> assertThat(span.toString()).contains("camel-lobstr")
                        .doesNotContain(KEY).doesNotContain("apiKey").doesNotContain("lobstr:"));
    }

    private List<SpanData> named(String name) {
        return spans.getFinishedSpanItems().stream().filter(span -> span.getName().equals(name)).toList();
    }

    private List<String> told(SpanData span) {
        return List.of(SQUID, RUN, STATUS).stream().map(key -> span.getAttributes().get(key))
                .map(value -> value == null ? "" : value).toList();
    }
}
