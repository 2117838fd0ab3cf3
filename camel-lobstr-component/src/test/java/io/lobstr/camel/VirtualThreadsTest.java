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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * With Camel's switch for virtual threads, and a JDK that has them, the consumer polls on one. That all else works
 * there is what the other tests show, with the same switch.
 */
@EnabledIfSystemProperty(named = VirtualThreadsTest.SWITCH, matches = "true")
class VirtualThreadsTest extends ConsumerTestSupport {

    static final String SWITCH = "camel.threads.virtual.enabled";

    @Test
    void theConsumerPollsOnAVirtualThread() throws Exception {
        List<Object> virtual = new CopyOnWriteArrayList<>();
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(finishedRuns + "&startFrom=earliest")
                        // by its name, since JDK 17 compiles this
                        .process(exchange -> virtual.add(Thread.class.getMethod("isVirtual").invoke(Thread.currentThread())));
            }
        });
        finishedRun();

        await().atMost(SOON).untilAsserted(() -> assertThat(virtual).containsExactly(true));
    }
}
