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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.lobstr.camel.internal.consume.Lookout;
import io.lobstr.camel.internal.runtime.ContextLifecycle;
import org.apache.camel.DelegateEndpoint;
import org.apache.camel.Route;
import org.apache.camel.RuntimeCamelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endpoints of a component whose consumers run on one machine of several, as those behind {@code master:} do. A
 * webhook may call any of these machines, so that each of them listens as long as its route is there.
 */
final class Relays implements ContextLifecycle.Routes {

    private static final Logger LOG = LoggerFactory.getLogger(LobstrConsumer.class);
    /** How often whoever polls looks for what others have written down. */
    static final Duration OFTEN = Duration.ofSeconds(1);

    private final LobstrComponent component;
    private final Map<LobstrEndpoint, Relay> relays = new ConcurrentHashMap<>();

    /**
     * @param component whose endpoints
     */
    Relays(LobstrComponent component) {
        this.component = component;
    }

    private Optional<LobstrEndpoint> pushed(Route route) {
        return route.getEndpoint() instanceof DelegateEndpoint held && held.getEndpoint() instanceof LobstrEndpoint endpoint
                && endpoint.isPush() && endpoint.getComponent() == component ? Optional.of(endpoint) : Optional.empty();
    }

    @Override
    public void added(Route route) {
        pushed(route).ifPresent(endpoint -> {
            if (endpoint.isRemembering()) {
                relays.computeIfAbsent(endpoint, this::opened);
            } else {
                LOG.warn("Route {} has no idempotentRepository, by which a call of a webhook that reaches a machine that does"
                         + " not poll is passed on to the one that does: such a run is found by polling",
                        route.getRouteId());
            }
        });
    }

    private Relay opened(LobstrEndpoint endpoint) {
        Relay relay = new Relay(endpoint);
        try {
            relay.open();
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
        return relay;
    }

    @Override
    public void removed(Route route) {
        pushed(route).map(relays::remove).ifPresent(Relay::close);
    }

    /**
     * The consumer of an endpoint starts on this machine.
     *
     * @param  endpoint its endpoint
     * @param  lookout  is told what other machines hear
     * @return          ends it
     */
    Runnable lead(LobstrEndpoint endpoint, Lookout lookout) {
        Relay relay = relays.get(endpoint);
        if (relay == null) {
            return () -> {
                // it polls wherever its route is
            };
        }
        relay.leads(true);
        Runnable reading = component.clients().every(OFTEN, () -> lookout.readNotes(relay.notes()));
        return () -> {
            reading.run();
            relay.leads(false);
        };
    }
}
