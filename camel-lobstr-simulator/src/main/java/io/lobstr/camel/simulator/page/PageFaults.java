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
package io.lobstr.camel.simulator.page;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.fault.FaultRule;
import io.lobstr.camel.simulator.fault.Faults;
import io.lobstr.camel.simulator.webhook.WebhookFault;
import io.lobstr.camel.simulator.webhook.WebhookFaultRule;
import io.lobstr.camel.simulator.webhook.WebhookFaults;

/**
 * The faults that the page can switch on and off.
 */
final class PageFaults {

    private static final String API = "/v1/**";

    private final List<Switch> all;

    PageFaults(Faults faults, WebhookFaults webhooks) {
        all = List.of(
                of("429", "Too many requests, again in 2 s", faults, API, Fault.tooManyRequests(Duration.ofSeconds(2))),
                of("500", "Something went wrong", faults, API, Fault.serverError()),
                of("502", "Bad gateway, by a proxy", faults, API, Fault.badGateway()),
                of("401", "The key is refused", faults, API, Fault.unauthorized()),
                of("reset", "Connections are reset", faults, API, Fault.dropped()),
                of("slow", "Answers take 5 s", faults, API, Fault.slow(Duration.ofSeconds(5))),
                of("lost-starts", "Runs start, and the answer is lost", faults, "POST /v1/runs", Fault.lostAnswer()),
                of("lost-calls", "Calls of webhooks are lost", webhooks, WebhookFault.lost()),
                of("double-calls", "Calls of webhooks come twice", webhooks, WebhookFault.doubled()),
                of("late-calls", "Calls of webhooks come a minute late", webhooks,
                        WebhookFault.delayed(Duration.ofMinutes(1))));
    }

    List<Switch> all() {
        return all;
    }

    Switch find(String id) {
        return all.stream().filter(each -> each.id.equals(id)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no such fault."));
    }

    private static Switch of(String id, String words, Faults faults, String pattern, Fault fault) {
        return new Switch(id, words, () -> {
            FaultRule rule = faults.always(pattern, fault);
            return new Rule(rule::left, rule::clear);
        });
    }

    private static Switch of(String id, String words, WebhookFaults faults, WebhookFault fault) {
        return new Switch(id, words, () -> {
            WebhookFaultRule rule = faults.always("*", fault);
            return new Rule(rule::left, rule::clear);
        });
    }

    private record Rule(LongSupplier left, Runnable end) {
    }

    /** One of them. Whoever uses it holds the account's lock. */
    static final class Switch {

        private final String id;
        private final String words;
        private final Supplier<Rule> begin;
        private Rule rule = new Rule(() -> 0, () -> {
        });

        private Switch(String id, String words, Supplier<Rule> begin) {
            this.id = id;
            this.words = words;
            this.begin = begin;
        }

        String id() {
            return id;
        }

        String words() {
            return words;
        }

        boolean isOn() {
            return rule.left.getAsLong() > 0;
        }

        void turn(boolean on) {
            rule.end.run();
            if (on) {
                rule = begin.get();
            }
        }
    }
}
