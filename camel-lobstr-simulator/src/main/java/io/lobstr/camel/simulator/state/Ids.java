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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/**
 * Makes ids as lobstr.io has them: 32 lower-case hex characters.
 */
public final class Ids {

    private static final HexFormat HEX = HexFormat.of();

    private final Random random;

    Ids(Random random) {
        this.random = random;
    }

    /**
     * {@return a new id}
     */
    public String next() {
        return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
    }

    /**
     * The id of something that follows from something else, always the same for the same.
     *
     * @param  from what it follows from
     * @return      the id
     */
    public static String of(String from) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("MD5").digest(from.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has MD5", e);
        }
    }
}
