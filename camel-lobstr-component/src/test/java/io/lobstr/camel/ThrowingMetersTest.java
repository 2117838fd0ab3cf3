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

import java.net.URL;
import java.net.URLClassLoader;

import io.lobstr.camel.internal.observe.LobstrMeters;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the application measures with may fail: then nothing is measured, and all else is as ever.
 */
class ThrowingMetersTest extends SimulatorTestSupport {

    @Override
    protected CamelContext createCamelContext() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        meters.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                throw new IllegalStateException("made up");
            }
        });
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("meters", meters);
        return context;
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("lobstr:finishedRuns?initialDelay=0&delay=20&startFrom=earliest&squid=" + squid.id()).to("mock:handled");
            }
        };
    }

    @Test
    void aRunIsStartedOnce() {
        Exchange started = send("lobstr:startRun?squid=" + squid.id());

        assertThat(started.getException()).isNull();
        assertThat(simulator.requests().count("POST /v1/runs")).isOne();
    }

    /** As where the application's loader has Micrometer, and the one that has the component does not. */
    @Test
    void whatTheComponentsLoaderDoesNotSeeIsNotThere() throws Exception {
        String room = LobstrMeters.class.getPackageName() + ".";
        URL component = LobstrMeters.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader without = new URLClassLoader(new URL[] { component }, LobstrMeters.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith("io.micrometer.")) {
                    throw new ClassNotFoundException(name);
                }
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : name.startsWith(room) ? findClass(name) : super.loadClass(name, resolve);
            }
        }) {
            Class<?> meters = without.loadClass(LobstrMeters.class.getName());

            Object made = meters.getMethod("of", CamelContext.class, String.class).invoke(null, context(), "lobstr");

            assertThat(made).isSameAs(meters.getField("NONE").get(null));
        }
    }

    @Test
    void aRunComesOutAndIsSettled() throws Exception {
        MockEndpoint handled = getMockEndpoint("mock:handled");
        handled.expectedMessageCount(1);

        squid.startRun().finish();

        handled.assertIsSatisfied();
    }
}
