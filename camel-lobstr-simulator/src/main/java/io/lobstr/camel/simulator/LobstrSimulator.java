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
package io.lobstr.camel.simulator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import io.lobstr.camel.simulator.api.ApiService;
import io.lobstr.camel.simulator.api.Behaviour;
import io.lobstr.camel.simulator.api.FileService;
import io.lobstr.camel.simulator.fault.Faults;
import io.lobstr.camel.simulator.http.Hosts;
import io.lobstr.camel.simulator.http.Pipeline;
import io.lobstr.camel.simulator.page.SimulatorPage;
import io.lobstr.camel.simulator.state.Account;
import io.lobstr.camel.simulator.state.CrawlerSetup;
import io.lobstr.camel.simulator.state.SimulatedCrawler;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.SquidSetup;
import io.lobstr.camel.simulator.traffic.Hooks;
import io.lobstr.camel.simulator.traffic.ReceivedRequest;
import io.lobstr.camel.simulator.traffic.RequestLog;
import io.lobstr.camel.simulator.webhook.Webhooks;

/**
 * A lobstr.io API on this machine that keeps state: squids have runs, and runs go through their phases by the clock.
 *
 * <pre>{@code
 * try (LobstrSimulator simulator = LobstrSimulator.builder().apiKey("secret").build().start()) {
 *     SimulatedSquid squid = simulator.addSquid("Google Maps", s -> s.runningFor(Duration.ofSeconds(3)));
 *     String baseUrl = simulator.baseUrl();
 *     SimulatedRun run = squid.startRun();
 *     simulator.faults().next("POST /v1/runs", Fault.lostAnswer());
 * }
 * }</pre>
 *
 * It listens on the loopback interface, on two ports: one for the API, one for the exported files, which the API says
 * to fetch from another host. All methods may be called by any thread, before and after the start.
 */
public final class LobstrSimulator implements AutoCloseable {

    private final List<String> apiKeys;
    private final Account account;
    private final Behaviour behaviour;
    private final RequestLog requests;
    private final Faults faults = new Faults();
    private final Hooks hooks = new Hooks();
    private final Webhooks webhooks;
    private final Hosts hosts;

    LobstrSimulator(LobstrSimulatorBuilder settings) {
        this.apiKeys = new ArrayList<>(settings.apiKeys());
        this.behaviour = settings.behaviour();
        this.requests = new RequestLog(settings.keptRequests());
        this.account = new Account(settings.clock(), settings.seed());
        String secret = UUID.randomUUID().toString();
        this.webhooks = new Webhooks(account, behaviour, settings.keptRequests());
        ApiService api = new ApiService(
                account, behaviour, Set.copyOf(apiKeys), settings.clock(), secret, this::filesOrigin, webhooks::test);
        Pipeline pipeline = new Pipeline(requests, hooks, faults, api);
        if (settings.page()) {
            pipeline.besides(SimulatorPage::isMeant, new SimulatorPage(account, requests, faults, webhooks, this::port));
        }
        this.hosts = new Hosts(
                pipeline,
                new Pipeline(requests, hooks, faults, new FileService(account, secret)), settings.clock(), settings.port());
    }

    /**
     * {@return what says what a simulator is like}
     */
    public static LobstrSimulatorBuilder builder() {
        return new LobstrSimulatorBuilder();
    }

    /**
     * Starts to listen. After a {@link #stop()} it does so on the same ports, and knows all it knew.
     *
     * @return                       this simulator
     * @throws IllegalStateException if the port is in use
     */
    public LobstrSimulator start() {
        hosts.start();
        webhooks.start();
        return this;
    }

    /**
     * Stops to listen: connections are refused, no webhooks are called, and nothing is forgotten.
     */
    public void stop() {
        webhooks.stop();
        hosts.stop();
    }

    /**
     * Stops to listen.
     */
    @Override
    public void close() {
        stop();
    }

    /**
     * {@return the base URL of the API, such as {@code http://localhost:12345/v1}}
     */
    public String baseUrl() {
        return hosts.apiOrigin() + "/v1";
    }

    /**
     * {@return the port of the API}
     */
    public int port() {
        return hosts.apiPort();
    }

    /**
     * {@return the scheme, host and port of the exported files, such as {@code http://127.0.0.1:12346}; another host
     * than the API's}
     */
    public String filesOrigin() {
        return hosts.filesOrigin();
    }

    /**
     * {@return the API key it accepts; of several the first}
     */
    public String apiKey() {
        return apiKeys.get(0);
    }

    /**
     * Adds a squid as it is by default.
     *
     * @param  name its name
     * @return      the squid
     */
    public SimulatedSquid addSquid(String name) {
        return addSquid(name, setup -> {
        });
    }

    /**
     * Adds a squid, in front of the list.
     *
     * @param  name   its name
     * @param  change what differs from the default
     * @return        the squid
     */
    public SimulatedSquid addSquid(String name, Consumer<SquidSetup> change) {
        return account.addSquid(name, change);
    }

    /**
     * Adds a crawler, or replaces that of the name.
     *
     * @param  name   its name
     * @param  change what differs from the default
     * @return        the crawler
     */
    public SimulatedCrawler addCrawler(String name, Consumer<CrawlerSetup> change) {
        return account.crawlers().add(name, change);
    }

    /**
     * {@return all there is in the account, such as the accounts of sites and the slots of the plan}
     */
    public Account account() {
        account.catchUp();
        return account;
    }

    /**
     * Finds a squid.
     *
     * @param  id its id
     * @return    the squid
     */
    public SimulatedSquid squid(String id) {
        return account().squid(id).orElseThrow(() -> new IllegalArgumentException("There is no squid " + id));
    }

    /**
     * {@return all squids, newest first}
     */
    public List<SimulatedSquid> squids() {
        return account().squidsNamed("");
    }

    /**
     * Finds a run.
     *
     * @param  id its id
     * @return    the run
     */
    public SimulatedRun run(String id) {
        return account.run(id).orElseThrow(() -> new IllegalArgumentException("There is no run " + id));
    }

    /**
     * Sets the balance; what runs cost from now on is consumed besides.
     *
     * @param available the plan's allotment
     * @param consumed  what is consumed already
     */
    public void balance(long available, long consumed) {
        balance(BigDecimal.valueOf(available), BigDecimal.valueOf(consumed));
    }

    /**
     * Sets the balance; what runs cost from now on is consumed besides.
     *
     * @param available the plan's allotment
     * @param consumed  what is consumed already; can be more
     */
    public void balance(BigDecimal available, BigDecimal consumed) {
        account.balance(available, consumed);
    }

    /**
     * {@return how the API behaves; may be changed at any time}
     */
    public Behaviour behaviour() {
        return behaviour;
    }

    /**
     * {@return what goes wrong}
     */
    public Faults faults() {
        return faults;
    }

    /**
     * {@return the requests that came in, to the API and to the exported files}
     */
    public RequestLog requests() {
        return requests;
    }

    /**
     * {@return the calls of webhooks, and what goes wrong with them}
     */
    public Webhooks webhooks() {
        return webhooks;
    }

    /**
     * Calls back before each answer is made, on the thread that makes it. The callback may change squids and runs: the
     * answer shows it.
     *
     * @param callback gets the request
     */
    public void beforeAnswer(Consumer<ReceivedRequest> callback) {
        hooks.addBefore(callback);
    }

    /**
     * Calls back after each answer was made and before it is sent. The callback may change squids and runs: the next
     * answer shows it.
     *
     * @param callback gets the request
     */
    public void afterAnswer(Consumer<ReceivedRequest> callback) {
        hooks.addAfter(callback);
    }

    /**
     * Forgets all callbacks, faults, requests and calls of webhooks. Squids and runs stay.
     */
    public void reset() {
        hooks.clear();
        faults.clear();
        requests.reset();
        webhooks.reset();
    }
}
