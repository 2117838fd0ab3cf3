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
package io.lobstr.camel.simulator.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Says what a call of a webhook is like that is made by hand, where it differs from a true one.
 */
public final class WebhookCallSetup {

    private final Map<String, String> headers = new LinkedHashMap<>();
    private String url;
    private String event;
    private String run;
    private String squid;
    private String squidName;
    private Instant timestamp;
    private String body;
    private Boolean retry;
    private Duration delay = Duration.ZERO;
    private int times = 1;
    private boolean sideBySide;

    WebhookCallSetup() {
    }

    /**
     * Where to; the squid's webhook by default.
     *
     * @param  address the address
     * @return         this setup
     */
    public WebhookCallSetup to(String address) {
        url = address;
        return this;
    }

    /**
     * Which event it tells of, in any words.
     *
     * @param  word such as {@code run.exploded}
     * @return      this setup
     */
    public WebhookCallSetup event(String word) {
        event = word;
        return this;
    }

    /**
     * Which run it tells of; the squid's newest by default.
     *
     * @param  id its id, or any other text
     * @return    this setup
     */
    public WebhookCallSetup run(String id) {
        run = id;
        return this;
    }

    /**
     * Which squid it tells of; the one that makes the call by default.
     *
     * @param  id   its id, or any other text
     * @param  name its name
     * @return      this setup
     */
    public WebhookCallSetup squid(String id, String name) {
        squid = id;
        squidName = name;
        return this;
    }

    /**
     * When it says that it happened; now by default.
     *
     * @param  instant when
     * @return         this setup
     */
    public WebhookCallSetup timestamp(Instant instant) {
        timestamp = instant;
        return this;
    }

    /**
     * What is sent, whatever was said else.
     *
     * @param  text the body
     * @return      this setup
     */
    public WebhookCallSetup body(String text) {
        body = text;
        return this;
    }

    /**
     * A header besides the usual ones.
     *
     * @param  name  its name
     * @param  value its value
     * @return       this setup
     */
    public WebhookCallSetup header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /**
     * Whether it is tried again where it fails; as the squid's webhook says by default.
     *
     * @param  again whether it is
     * @return       this setup
     */
    public WebhookCallSetup retry(boolean again) {
        retry = again;
        return this;
    }

    /**
     * How much later it is made, by the simulator's clock; at once by default.
     *
     * @param  length how much later
     * @return        this setup
     */
    public WebhookCallSetup after(Duration length) {
        delay = Objects.requireNonNull(length, "length");
        return this;
    }

    /**
     * How often it is made, one after another; once by default.
     *
     * @param  count how often
     * @return       this setup
     */
    public WebhookCallSetup times(int count) {
        times = count;
        return this;
    }

    /**
     * Makes as many of these calls at once as there are threads, not one after another.
     *
     * @return this setup
     */
    public WebhookCallSetup sideBySide() {
        sideBySide = true;
        return this;
    }

    List<WebhookOrder> orders(SimulatedSquid caller, WebhookEvent standard, Instant now) {
        WebhookDelivery webhook = caller.webhook().orElse(new WebhookDelivery(url, true, false, Collections.emptySet()));
        String address = url == null ? webhook.url() : url;
        if (address == null) {
            throw new IllegalStateException("Squid " + caller.id() + " has no webhook");
        }
        if (run == null && body == null && caller.runCount() == 0) {
            throw new IllegalStateException("Squid " + caller.id() + " has no run to tell of");
        }
        String told = run == null && caller.runCount() > 0 ? caller.run(0).id() : run;
        WebhookMessage message = new WebhookMessage(
                event == null ? standard.word() : event, told, squid == null ? caller.id() : squid,
                squid == null ? caller.name() : squidName, timestamp == null ? now : timestamp);
        return IntStream.range(0, times).mapToObj(number -> new WebhookOrder(
                caller.id(), sideBySide ? caller.id() + "/" + number : caller.id(), now.plus(delay), address,
                retry == null ? webhook.retry() : retry, message, body, Map.copyOf(headers))).toList();
    }
}
