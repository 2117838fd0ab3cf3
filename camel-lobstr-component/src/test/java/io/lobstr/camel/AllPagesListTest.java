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

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.fault.Fault;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The iterator over all pages becomes a list of all that they have, or fails with what a page failed with.
 */
class AllPagesListTest extends SimulatorTestSupport {

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(LobstrRateLimitException.class).maximumRedeliveries(2).redeliveryDelay(0).logExhausted(false)
                        .handled(true).setHeader("caught", exceptionMessage());
                onException(IllegalStateException.class).maximumRedeliveries(3).redeliveryDelay(0);

                for (Class<?> type : List.of(ArrayList.class, List.class, Collection.class)) {
                    from("direct:" + type.getSimpleName()).to("direct:pages").convertBodyTo(type);
                }
                from("direct:bean").to("direct:pages").transform(method(LobstrConverters.class, "toList"));
                from("direct:parameter").to("direct:pages").bean(new FailsOnce());
                from("direct:pages").to("lobstr:listRuns?allPages=true&limit=10&maxRetries=0&squid=" + squid.id())
                        .process(AllPagesListTest.this::failAtTheSecondPage);
            }
        };
    }

    private void failAtTheSecondPage(Exchange exchange) {
        assertThat(exchange.getMessage().getBody(Iterator.class).hasNext()).isTrue();
        simulator.faults().times("GET /v1/runs", exchange.getMessage().getHeader("faults", Long.class),
                Fault.tooManyRequests());
    }

    @BeforeEach
    void addRuns() {
        squid.addFinishedRuns(25);
    }

    private Exchange ask(String how, long faults) {
        return send("direct:" + how, Map.of("faults", faults));
    }

    @ParameterizedTest
    @ValueSource(strings = { "ArrayList", "List", "Collection", "bean", "parameter" })
    void aRedeliveryLosesNothingOfWhatWasReadBefore(String how) {
        Exchange exchange = ask(how, 2);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(List.class)).extracting(run -> ((Run) run).getId())
                .hasSize(25).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = { "ArrayList", "List", "Collection", "bean", "parameter" })
    void aRouteCatchesWhatThePageFailedWith(String how) {
        Exchange exchange = ask(how, 99);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader("caught")).isNotNull();
    }

    @Test
    void asABeanTheConverterSaysNothingOfItself() {
        Exchange exchange = ask("bean", 99);

        assertThat(exchange.getMessage().getHeader("caught", String.class)).startsWith("listRuns ");
        assertThat(exchange.getProperty(Exchange.EXCEPTION_CAUGHT)).isExactlyInstanceOf(LobstrRateLimitException.class);
    }

    /** Its parameter is converted again for the second time that it is asked. */
    public static final class FailsOnce {

        private boolean failed;

        public List<Run> answer(@Body List<Run> runs) {
            if (!failed) {
                failed = true;
                throw new IllegalStateException("the first time");
            }
            return runs;
        }
    }
}
