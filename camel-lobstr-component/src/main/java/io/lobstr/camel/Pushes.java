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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import io.lobstr.camel.internal.consume.HeardRuns;
import io.lobstr.camel.internal.consume.Lookout;
import io.lobstr.camel.internal.consume.RegisteredElsewhere;
import io.lobstr.camel.internal.consume.Registrations;
import io.lobstr.camel.internal.consume.TrustedSquids;
import io.lobstr.camel.internal.consume.WatchedSquids;
import io.lobstr.camel.internal.observe.PushActivity;
import io.lobstr.camel.internal.runtime.DetailedHealthCheck;
import io.lobstr.camel.internal.runtime.Lease;
import io.lobstr.camel.internal.webhook.Registrar;
import io.lobstr.camel.internal.webhook.WebhookAddress;
import io.lobstr.camel.internal.webhook.WebhookReceivers;
import io.lobstr.camel.internal.webhook.WebhookResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a consumer has besides where it is told of runs: what is registered for that, how far it is trusted, and what is
 * seen of it from outside.
 */
final class Pushes {

    /** A squid that is named is wanted at once; those of an account have time. */
    private static final int NAMED_PER_MINUTE = 60;
    private static final int OTHERS_PER_MINUTE = 4;

    private static final Logger LOG = LoggerFactory.getLogger(LobstrConsumer.class);

    private final LobstrEndpoint endpoint;
    private final PushActivity activity;
    private final Deque<Runnable> taken = new ArrayDeque<>();
    private volatile Registrations registrations;

    Pushes(LobstrConsumer consumer) {
        endpoint = consumer.getEndpoint();
        activity = new PushActivity(endpoint.getComponent().activity(), consumer.getRouteId());
        if (endpoint.isPush() && consumer.getHealthCheck() == null) {
            consumer.setHealthCheck(new DetailedHealthCheck(consumer, this::details));
        }
    }

    /**
     * Anew at each start: what was heard before says nothing of how it is now.
     *
     * @return lets polls pass while calls prove to tell of runs; null where none are received
     */
    BiFunction<WatchedSquids, Duration, WatchedSquids> start(Lease lease) {
        if (!endpoint.isPush()) {
            return null;
        }
        activity.begin();
        if (endpoint.getWebhookUrl() == null) {
            registrations = new RegisteredElsewhere(endpoint.options().squids());
        } else {
            Registrar registrar = registrar(lease, endpoint);
            taken.push(registrar::stop);
            registrations = registrar;
        }
        return this::trusting;
    }

    /** Calls come in from now on, and what others pass on. */
    void open(BooleanSupplier isListening, Lookout lookout) {
        if (endpoint.isPush()) {
            taken.push(PushListener.open(endpoint, isListening, lookout::heard)::close);
            taken.push(endpoint.getComponent().relays().lead(endpoint, lookout));
            WebhookReceivers receivers = WebhookReceivers.of(endpoint.getCamelContext());
            for (WebhookResult result : WebhookResult.values()) {
                endpoint.getComponent().activity().meters().counter(
                        "camel.lobstr.webhook.calls", "Calls of webhooks that came in, by what became of them",
                        () -> receivers.count(result), "result", result.name().toLowerCase(Locale.ROOT));
            }
        }
    }

    /**
     * Sees to the webhooks of the squids that an endpoint names, where nobody polls.
     *
     * @return ends that; what is registered stays
     */
    static Runnable keepRegistered(LobstrEndpoint endpoint) {
        List<String> named = endpoint.options().squids();
        if (endpoint.getWebhookUrl() == null || named.isEmpty()) {
            return () -> {
                // nothing is registered
            };
        }
        Lease lease = endpoint.lease();
        Registrar registrar = registrar(lease, endpoint);
        registrar.polled(named);
        return () -> {
            registrar.stop();
            lease.giveBack();
        };
    }

    private static Registrar registrar(Lease lease, LobstrEndpoint endpoint) {
        return new Registrar(
                lease.withoutRetries(), endpoint.getComponent().clients().asynchronous(),
                new WebhookAddress(endpoint.getWebhookUrl(), endpoint.getWebhookPath(), WebhookOptions.tokens(endpoint)),
                endpoint.isWebhookReplace(), endpoint.options().squids().isEmpty() ? OTHERS_PER_MINUTE : NAMED_PER_MINUTE,
                endpoint.getComponent().nanoTime());
    }

    private WatchedSquids trusting(WatchedSquids squids, Duration delay) {
        Duration pushedDelay = Duration.ofMillis(endpoint.getPushedDelay());
        if (pushedDelay.compareTo(delay) < 0) {
            LOG.info("pushedDelay is {} s, and delay {} s: polls are never nearer to each other than delay says",
                    pushedDelay.toSeconds(),
                    delay.toSeconds());
        }
        List<String> named = endpoint.options().squids();
        LongSupplier nanoTime = endpoint.getComponent().nanoTime();
        return new TrustedSquids(
                squids, named, delay, endpoint.getFinishedWhen() != FinishedWhen.ended,
                new HeardRuns(named.isEmpty(), delay, pushedDelay, registrations, nanoTime, activity), registrations, nanoTime,
                activity);
    }

    /** What is registered stays. */
    void stop() {
        for (Runnable last = taken.poll(); last != null; last = taken.poll()) {
            last.run();
        }
    }

    PushActivity activity() {
        return activity;
    }

    /** @return registered, or why not; no token is shown */
    String webhook() {
        Registrations now = registrations;
        return now == null ? "no calls are received" : now.toString();
    }

    /** What a health check says of it. */
    private Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("lobstr.webhook", webhook());
        details.put("lobstr.heard", activity.getHeard());
        details.put("lobstr.missed", activity.getMissed());
        return details;
    }
}
