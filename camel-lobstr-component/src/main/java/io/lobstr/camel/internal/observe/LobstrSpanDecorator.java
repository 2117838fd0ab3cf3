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
package io.lobstr.camel.internal.observe;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.Squid;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.TagConstants;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;

/**
 * What a span tells of an operation: its name, and which squid and run it was about. Only loaded where camel-telemetry
 * is on the class path, which finds it by itself.
 */
public final class LobstrSpanDecorator extends AbstractSpanDecorator {

    static final String SQUID = "lobstr.squid";
    static final String RUN = "lobstr.run";
    static final String STATUS = "lobstr.status";

    /** Those of consumers: they are about the run that came out, whatever the body is at the end of the route. */
    private final Set<Span> consumed = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    @Override
    public String getComponent() {
        return "lobstr";
    }

    @Override
    public String getComponentClassName() {
        return "io.lobstr.camel.LobstrComponent";
    }

    @Override
    public String getOperationName(Exchange exchange, Endpoint endpoint) {
        return getComponent() + " " + operation(endpoint);
    }

    /** Not what Camel does by itself: that writes the URI, which may have the key in it, into each span. */
    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        span.setComponent("camel-" + getComponent());
        span.setTag(TagConstants.EXCHANGE_ID, exchange.getExchangeId());
        if (operation(endpoint).isConsumer()) {
            consumed.add(span);
            tell(span, exchange.getMessage().getBody());
        } else {
            ask(span, exchange.getMessage(), endpoint);
        }
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        super.afterTracingEvent(span, exchange);
        // what failed has left the body as it was
        if (!consumed.remove(span) && !exchange.isFailed()) {
            tell(span, exchange.getMessage().getBody());
        }
    }

    /** Headers fill in what the URI leaves out. */
    private static void ask(Span span, Message message, Endpoint endpoint) {
        List<Parameter> asked = operation(endpoint).parameters();
        boolean named = asked.stream().anyMatch(parameter -> parameter.isId() && option(endpoint, parameter.option()) != null);
        for (Parameter parameter : List.of(Parameter.SQUID, Parameter.RUN)) {
            if (asked.contains(parameter)) {
                Object value = named ? option(endpoint, parameter.option()) : message.getHeader(parameter.header());
                set(span, parameter == Parameter.RUN ? RUN : SQUID, value);
            }
        }
    }

    private static void tell(Span span, Object body) {
        if (body instanceof Run run) {
            set(span, RUN, run.getId());
            set(span, SQUID, run.getSquid());
            set(span, STATUS, run.getStatus());
        } else if (body instanceof Squid squid) {
            set(span, SQUID, squid.getId());
        }
    }

    private static void set(Span span, String tag, Object value) {
        if (value != null) {
            span.setTag(tag, value.toString());
        }
    }

    private static LobstrOperation operation(Endpoint endpoint) {
        return LobstrOperation.valueOf(stripSchemeAndOptions(endpoint));
    }

    private static Object option(Endpoint endpoint, String name) {
        PropertyConfigurerGetter options
                = (PropertyConfigurerGetter) endpoint.getComponent().getEndpointPropertyConfigurer();
        return options.getOptionValue(endpoint, name, true);
    }
}
