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
package io.lobstr.camel.simulator.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.lobstr.camel.simulator.api.Behaviour;
import io.lobstr.camel.simulator.api.Quirk;
import io.lobstr.camel.simulator.state.Account;
import io.lobstr.camel.simulator.state.RunStatus;
import io.lobstr.camel.simulator.state.RunTurn;
import io.lobstr.camel.simulator.state.WebhookEvent;
import io.lobstr.camel.simulator.state.WebhookOrder;

/**
 * The calls of webhooks that the API makes. They go out by the simulator's clock, whatever moves it, on threads of
 * their own; those of one squid one after another.
 */
public final class Webhooks {

    private final Account account;
    private final Behaviour behaviour;
    private final WebhookLog log;
    private final WebhookFaults faults = new WebhookFaults();
    private final Dispatcher dispatcher;
    private final Map<String, List<WebhookOrder>> heldBack = new HashMap<>();

    /**
     * Webhooks that are not called yet.
     *
     * @param account   whose runs they are told of
     * @param behaviour how the API behaves
     * @param kept      how many of the latest calls are kept
     */
    public Webhooks(Account account, Behaviour behaviour, int kept) {
        this.account = account;
        this.behaviour = behaviour;
        this.log = new WebhookLog(kept);
        this.dispatcher = new Dispatcher(account, this::make);
        account.webhookCaller(dispatcher);
        account.listen(this::follow);
    }

    /**
     * {@return the calls that were made}
     */
    public WebhookLog calls() {
        return log;
    }

    /**
     * {@return what goes wrong with calls}
     */
    public WebhookFaults faults() {
        return faults;
    }

    /**
     * Waits until all calls that are due by now were answered or given up.
     *
     * @param  atMost                how long to wait, in real time
     * @throws InterruptedException  if it is interrupted
     * @throws IllegalStateException if some are under way still, or wait for the simulator to be started
     */
    public void settle(Duration atMost) throws InterruptedException {
        if (!dispatcher.settle(atMost)) {
            throw new IllegalStateException("Calls of webhooks are not over after " + atMost);
        }
    }

    /**
     * Makes the calls that are due from now on, and those that waited for it.
     */
    public void start() {
        dispatcher.start();
    }

    /**
     * Makes no calls until it is started again. Those under way are given up, and count as failed.
     */
    public void stop() {
        dispatcher.stop();
    }

    /**
     * Forgets the faults and the calls that were made.
     */
    public void reset() {
        faults.clear();
        log.reset();
    }

    /**
     * Calls an address as a test, and waits for its answer.
     *
     * @param  url  the address
     * @param  body what to post
     * @return      the HTTP status; 0 where no answer came in time
     */
    public int test(String url, String body) {
        int status = Post.send(url, body, Map.of(), behaviour.webhookLimit());
        log.add(new WebhookCall(account.now(), null, url, null, null, body, 1, status));
        return status;
    }

    private boolean make(Attempt attempt) {
        String body = attempt.body(behaviour.has(Quirk.RETRY_WITH_NEW_TIME));
        WebhookOrder order = attempt.order();
        WebhookCall call = attempt.made(body, Post.send(order.url(), body, order.headers(), behaviour.webhookLimit()));
        log.add(call);
        return call.succeeded();
    }

    /** Called while the account is locked. */
    private void follow(RunTurn turn) {
        WebhookEvent event = eventOf(turn);
        if (event != null && !(turn.again() && behaviour.has(Quirk.REOPENED_RUNS_ARE_SILENT))) {
            turn.run().squid().webhook().filter(webhook -> webhook.wants(event)).ifPresent(webhook -> call(
                    WebhookOrder.of(turn.run().squid(), webhook, event, turn.run().id(), turn.at()), faults.take(event)));
        }
    }

    private WebhookEvent eventOf(RunTurn turn) {
        RunStatus end = turn.ending().status();
        return switch (turn.what()) {
            case RUNNING -> WebhookEvent.RUNNING;
            case PAUSED -> WebhookEvent.PAUSED;
            case COLLECTED -> end == RunStatus.DONE && behaviour.has(Quirk.DONE_COMES_EARLY) ? WebhookEvent.DONE : null;
            case OVER -> eventOf(end);
        };
    }

    private WebhookEvent eventOf(RunStatus end) {
        if (end == RunStatus.ERROR) {
            return WebhookEvent.ERROR;
        }
        return end == RunStatus.DONE && !behaviour.has(Quirk.DONE_COMES_EARLY) ? WebhookEvent.DONE : null;
    }

    private void call(WebhookOrder order, WebhookFault fault) {
        List<WebhookOrder> orders = new ArrayList<>(Collections.nCopies(fault.copies(), order.after(fault.delay())));
        if (fault.isBehindNext()) {
            heldBack.computeIfAbsent(order.squid(), squid -> new ArrayList<>()).addAll(orders);
        } else if (!orders.isEmpty() && heldBack.containsKey(order.squid())) {
            heldBack.remove(order.squid()).forEach(held -> orders.add(held.notBefore(orders.get(0).due())));
        }
        if (!fault.isBehindNext()) {
            orders.forEach(dispatcher::call);
        }
    }
}
