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

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

import io.lobstr.camel.internal.memory.OwnMemories;
import io.lobstr.camel.internal.observe.LobstrActivity;
import io.lobstr.camel.internal.observe.LobstrMeters;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.OptionCheck;
import io.lobstr.camel.internal.runtime.ContextLifecycle;
import io.lobstr.camel.internal.runtime.HealthChecks;
import io.lobstr.camel.internal.runtime.LobstrClients;
import io.lobstr.camel.internal.wait.WaitSnapshot;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.PropertiesHelper;

/**
 * Starts the scrapers of lobstr.io and consumes their finished runs.
 */
@Component("lobstr")
@ManagedResource(description = "Managed lobstr.io component")
public class LobstrComponent extends HealthCheckComponent implements SSLContextParametersAware {

    private static final int DEFAULT_REQUESTS_PER_MINUTE = 120;

    @Metadata
    private LobstrConfiguration configuration = new LobstrConfiguration();
    @Metadata(defaultValue = "" + DEFAULT_REQUESTS_PER_MINUTE, label = "advanced")
    private int requestsPerMinute = DEFAULT_REQUESTS_PER_MINUTE;
    @Metadata(label = "security")
    private boolean allowPrivateDownloads;

    private final Relays relays = new Relays(this);
    private final LifecycleStrategy lifecycle = new ContextLifecycle(this, () -> clients().stopWaiting(), relays);
    private final LobstrActivity activity = new LobstrActivity();
    private final OwnMemories memories = new OwnMemories();
    private HealthChecks healthChecks;
    private LobstrClients clients;
    private Clock clock = Clock.systemUTC();
    private LongSupplier nanoTime = System::nanoTime;

    /**
     * Creates the component; the context is set by Camel.
     */
    public LobstrComponent() {
        // for Camel
    }

    /**
     * @param context the context that the component serves
     */
    public LobstrComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        LobstrOperation operation = LobstrOperation.of(remaining);
        Set<String> options = new LinkedHashSet<>(parameters.keySet());
        OptionCheck.check(operation, options);
        OptionWords.refuseThoseOfTheComponent(options, getEndpointPropertyConfigurer(), getComponentPropertyConfigurer());
        LobstrEndpoint endpoint = new LobstrEndpoint(uri, this, operation, configuration.copy());
        Map<String, Object> query = PropertiesHelper.extractProperties(parameters, "query.");
        if (!query.isEmpty()) {
            endpoint.setQuery(query);
        }
        try {
            setProperties(endpoint, parameters);
        } catch (PropertyBindingException e) {
            throw OptionWords.explained(e, getEndpointPropertyConfigurer());
        }
        OptionCheck.checkTogether(operation, options, endpoint.options()::get);
        endpoint.options().validate();
        return endpoint;
    }

    Clock clock() {
        return clock;
    }

    void useClock(Clock other) {
        this.clock = other;
    }

    /** How time passes between two polls: apart from the clock, which may be set. */
    LongSupplier nanoTime() {
        return nanoTime;
    }

    void useNanoTime(LongSupplier other) {
        this.nanoTime = other;
    }

    LobstrClients clients() {
        return clients;
    }

    OwnMemories memories() {
        return memories;
    }

    Relays relays() {
        return relays;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        // read when the first client is made: Camel Main sets the options of a component that is initialised already
        clients = new LobstrClients(
                getCamelContext(), this::validRequestsPerMinute, this::isAllowPrivateDownloads, activity);
        ServiceHelper.initService(clients);
        healthChecks = new HealthChecks(getCamelContext(), this::name, this::isHealthCheckProducerEnabled);
        if (!getCamelContext().getLifecycleStrategies().contains(lifecycle)) {
            getCamelContext().addLifecycleStrategy(lifecycle);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        validRequestsPerMinute();
        ServiceHelper.startService(clients);
        // not before: the application may bind its registry after the component
        LobstrMeters meters = LobstrMeters.of(getCamelContext(), name());
        activity.measure(meters);
        meters.gauge("camel.lobstr.budget.left", "Requests that may be sent now, -1 for any number", this::getBudgetLeft);
        meters.gauge("camel.lobstr.runs.awaited", "Waits for runs", this::getAwaitedRuns);
    }

    private int validRequestsPerMinute() {
        if (requestsPerMinute < 0) {
            throw new IllegalArgumentException(
                    "requestsPerMinute=" + requestsPerMinute + " is too small: it must be at least 0, which is no limit");
        }
        return requestsPerMinute;
    }

    @Override
    protected void doStop() throws Exception {
        healthChecks.clear();
        ServiceHelper.stopService(clients);
        activity.meters().close();
        activity.measure(LobstrMeters.NONE);
        super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
        getCamelContext().getLifecycleStrategies().remove(lifecycle);
        memories.clear();
        super.doShutdown();
    }

    /** @return the checks of the producers, null before the component is initialised */
    HealthChecks healthChecks() {
        return healthChecks;
    }

    /** As routes name it, which tells it from others of its kind. */
    private String name() {
        return getCamelContext().getComponentNames().stream()
                .filter(name -> getCamelContext().hasComponent(name) == this).findFirst().orElse(getDefaultName());
    }

    /** @return the requests that were sent */
    LobstrActivity activity() {
        return activity;
    }

    /** @return how many requests were sent */
    @ManagedAttribute(description = "Number of requests sent")
    public long getRequests() {
        return activity.count();
    }

    /** @return how many requests were sent, by operation and outcome, each in a line */
    @ManagedOperation(description = "Number of requests sent, by operation and outcome")
    public List<String> listRequests() {
        return activity.requests().entrySet().stream().map(entry -> entry.getKey() + ": " + entry.getValue()).toList();
    }

    /** @return how many requests may be sent now with the key that has the fewest left, -1 where there is no limit */
    @ManagedAttribute(description = "Number of requests that may be sent now, -1 for no limit")
    public int getBudgetLeft() {
        return clients == null ? requestsPerMinute : clients.budgetLeft();
    }

    /** @return how many waits of awaitRun there are */
    @ManagedAttribute(description = "Number of waits for runs")
    public int getAwaitedRuns() {
        return awaited().size();
    }

    /** @return for how long the oldest wait of awaitRun has lasted, in seconds; 0 where there is none */
    @ManagedAttribute(description = "How long the oldest wait for a run has lasted, in seconds")
    public long getOldestAwaitedSeconds() {
        return awaited().stream().mapToLong(wait -> wait.waited().toSeconds()).max().orElse(0);
    }

    /** @return each wait of awaitRun in a line: the run, its squid, what was last seen of it, how long it has lasted */
    @ManagedOperation(description = "Each wait for a run in a line")
    public List<String> listAwaitedRuns() {
        return awaited().stream().map(WaitSnapshot::toString).toList();
    }

    List<WaitSnapshot> awaited() {
        return clients == null ? List.of() : clients.waits().stream().flatMap(waits -> waits.snapshot().stream()).toList();
    }

    /** @return the options that all endpoints start from */
    public LobstrConfiguration getConfiguration() {
        return configuration;
    }

    /**
     * The options that all endpoints start from.
     *
     * @param configuration null for the defaults
     */
    public void setConfiguration(LobstrConfiguration configuration) {
        this.configuration = configuration == null ? new LobstrConfiguration() : configuration;
    }

    /** @return how many requests a minute this application may send with one key */
    public int getRequestsPerMinute() {
        return requestsPerMinute;
    }

    /**
     * How many requests a minute this application may send with one API key, over all endpoints of the component. The
     * API's own limits are kept besides. 0 lifts them all, for tests against a simulator.
     *
     * @param requestsPerMinute 0 or more
     */
    public void setRequestsPerMinute(int requestsPerMinute) {
        this.requestsPerMinute = requestsPerMinute;
    }

    /** @return whether downloadRun follows links to hosts that are not public, and over plain http */
    public boolean isAllowPrivateDownloads() {
        return allowPrivateDownloads;
    }

    /**
     * Whether downloadRun follows links that the API answers also to hosts that are not public (loopback, private and
     * link-local addresses), and over plain http. Without it, it does so only where the base URL is such a place
     * itself.
     *
     * @param allowPrivateDownloads true to follow all of them
     */
    public void setAllowPrivateDownloads(boolean allowPrivateDownloads) {
        this.allowPrivateDownloads = allowPrivateDownloads;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return configuration.isUseGlobalSslContextParameters();
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        configuration.setUseGlobalSslContextParameters(useGlobalSslContextParameters);
    }
}
