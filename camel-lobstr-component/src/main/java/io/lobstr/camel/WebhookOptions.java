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

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.lobstr.camel.internal.webhook.WebhookAddress;
import io.lobstr.camel.internal.webhook.WebhookTokens;

/**
 * What an endpoint says of webhooks, checked.
 */
final class WebhookOptions {

    private static final int LEAST_SECRET = 16;
    private static final int MOST_SECRETS = 2;
    /** What every server and proxy hands on as it is. */
    private static final Pattern PATH = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)+");

    private WebhookOptions() {
    }

    /**
     * @throws IllegalArgumentException if one of them cannot be; the message names it, and never shows the secret
     */
    static void validate(LobstrEndpoint endpoint) {
        LobstrConfiguration.atLeast("pushedDelay", endpoint.getPushedDelay(), 1);
        if (endpoint.getWebhookUrl() != null) {
            LobstrConfiguration.validateAddress("webhookUrl", endpoint.getWebhookUrl(), "https://hooks.example.com");
        }
        if (endpoint.getWebhookPath() == null || !PATH.matcher(endpoint.getWebhookPath()).matches()) {
            throw new IllegalArgumentException(
                    "webhookPath=" + endpoint.getWebhookPath()
                                               + " is no path such as /lobstr: it begins with a slash and does not end with one,"
                                               + " and has letters, digits, - . _ and ~ between them");
        }
        if (endpoint.isListening()) {
            validateSecret(endpoint);
        }
    }

    private static void validateSecret(LobstrEndpoint endpoint) {
        List<String> secrets = secrets(endpoint);
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException(
                    (endpoint.isPush() ? "push=true" : endpoint.getOperation())
                                               + " needs webhookSecret, from which the addresses that lobstr.io calls are made:"
                                               + " set it to " + LEAST_SECRET + " random characters or more");
        }
        secrets.forEach(secret -> {
            LobstrConfiguration.refusePlaceholder("webhookSecret", secret);
            if (secret.length() < LEAST_SECRET) {
                throw new IllegalArgumentException(
                        "webhookSecret has fewer than " + LEAST_SECRET
                                                   + " characters, which somebody could guess: set a longer one");
            }
        });
        if (secrets.size() > MOST_SECRETS) {
            throw new IllegalArgumentException(
                    "webhookSecret has " + secrets.size()
                                               + " secrets in it, separated by commas: give the new one and the old one");
        }
    }

    private static List<String> secrets(LobstrEndpoint endpoint) {
        String all = endpoint.getWebhookSecret();
        return all == null
                ? List.of() : Arrays.stream(all.split(",")).map(String::strip).filter(one -> !one.isEmpty()).toList();
    }

    /**
     * @return where lobstr.io is to call, none where the endpoint does not say it
     */
    static Optional<WebhookAddress> address(LobstrEndpoint endpoint) {
        return Optional.ofNullable(endpoint.getWebhookUrl())
                .map(url -> new WebhookAddress(url, endpoint.getWebhookPath(), tokens(endpoint)));
    }

    /**
     * @return makes and knows the tokens of the endpoint's squids
     */
    static WebhookTokens tokens(LobstrEndpoint endpoint) {
        return new WebhookTokens(secrets(endpoint));
    }
}
