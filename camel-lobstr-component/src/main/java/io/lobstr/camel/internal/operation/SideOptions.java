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
package io.lobstr.camel.internal.operation;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The component's own options that only one side of a route reads. On the other side they would be without effect, and
 * whoever wrote them expects one. Those that Camel gives to every scheduled endpoint, such as {@code delay}, are left
 * to Camel, which takes them on both sides.
 */
public final class SideOptions {

    private static final Set<String> PRODUCER = names("run", "task", "page", "limit", "allPages", "onActiveRun",
            "awaitTimeout", "pollInterval", "fileFormat");
    private static final Set<String> CONSUMER = names("startFrom", "statuses", "idempotentRepository", "maxMessagesPerPoll",
            "finishedTimeout");

    private SideOptions() {
    }

    /**
     * @param  operation                which tells the side
     * @param  parameters               what the URI says
     * @throws IllegalArgumentException if one of them is for the other side; the message names it
     */
    public static void check(LobstrOperation operation, Map<String, Object> parameters) {
        boolean consumer = operation.isConsumer();
        String others = consumer ? "producers" : "the consumer, lobstr:" + LobstrOperation.names(true);
        for (String option : parameters.keySet()) {
            if ((consumer ? PRODUCER : CONSUMER).contains(plain(option))) {
                throw new IllegalArgumentException(
                        "lobstr:" + operation + " is for " + (consumer ? "from(…)" : "to(…)") + " and does not take "
                                                   + option + ", an option of " + others);
            }
        }
    }

    private static Set<String> names(String... options) {
        return Stream.of(options).map(SideOptions::plain).collect(Collectors.toSet());
    }

    /** Camel also takes {@code start-from}. */
    private static String plain(String option) {
        return option.replace("-", "").toLowerCase(Locale.ROOT);
    }
}
