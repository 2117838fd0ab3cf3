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
package io.lobstr.camel.internal.webhook;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where lobstr.io calls: the address of each squid.
 */
public final class WebhookAddress {

    private static final String HIDDEN = "xxxxxx";

    private final String base;
    private final WebhookTokens tokens;

    /**
     * @param url    of the application's HTTP server, as lobstr.io sees it
     * @param path   where calls come in on it
     * @param tokens of the squids
     */
    public WebhookAddress(String url, String path, WebhookTokens tokens) {
        this.base = url.replaceAll("/+$", "") + path + "/";
        this.tokens = tokens;
    }

    /**
     * @param  squid its hash
     * @return       the address to register; it holds the token, so that nobody is to see it
     */
    public String of(String squid) {
        return of(squid, tokens.of(squid));
    }

    /**
     * @param  squid its hash
     * @return       the same as it can be shown
     */
    public String shown(String squid) {
        return of(squid, HIDDEN);
    }

    /**
     * @param  squid   its hash
     * @param  address what is registered for it, may be null
     * @return         whether that is ours, made by any of the secrets
     */
    public boolean isOurs(String squid, String address) {
        String start = of(squid, "");
        return address != null && address.startsWith(start) && tokens.matches(squid, address.substring(start.length()));
    }

    /**
     * @param  squid its hash
     * @param  text  what somebody says
     * @return       the same without the squid's token, which may have come back from outside
     */
    String hide(String squid, String text) {
        return text == null ? "" : text.replace(tokens.of(squid), HIDDEN);
    }

    private String of(String squid, String token) {
        return base + URLEncoder.encode(squid, StandardCharsets.UTF_8).replace("+", "%20") + "/" + token;
    }

    /** It shows no token. */
    @Override
    public String toString() {
        return base + "…";
    }
}
