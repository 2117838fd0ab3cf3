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

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What proves that an address was made by us: for each squid a token, which nobody makes without the secret. One that
 * leaks opens its squid only.
 */
public final class WebhookTokens {

    private static final String ALGORITHM = "HmacSHA256";
    /** Longer than any id of lobstr.io, and than any token. */
    private static final int LONGEST = 256;

    private final List<SecretKeySpec> keys;

    /**
     * @param secrets the one that makes tokens first; those of the others are known too
     */
    public WebhookTokens(List<String> secrets) {
        keys = secrets.stream().map(secret -> new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM)).toList();
    }

    /**
     * @param  squid its hash
     * @return       its token, in characters that no address changes
     */
    public String of(String squid) {
        return token(keys.get(0), squid);
    }

    /**
     * Takes as long for a token that is nearly right as for any other.
     *
     * @param  squid its hash
     * @param  token what somebody says is its token
     * @return       whether it is
     */
    public boolean matches(String squid, String token) {
        if (squid.isEmpty() || squid.length() > LONGEST || token.length() > LONGEST) {
            return false;
        }
        boolean matches = false;
        for (SecretKeySpec key : keys) {
            matches |= MessageDigest.isEqual(bytes(token(key, squid)), bytes(token));
        }
        return matches;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String token(SecretKeySpec key, String squid) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(bytes(squid)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HmacSHA256", e);
        }
    }

    /** It shows nothing. */
    @Override
    public String toString() {
        return "WebhookTokens";
    }
}
