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
package io.lobstr.camel.examples.samples;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

import org.apache.camel.Handler;
import org.apache.camel.Header;

/**
 * Makes the id of a run a name that every file system takes. Ids as lobstr.io gives them stay as they are; any other
 * gets a hash, so that no two ids share a name, also where big letters and small ones are the same.
 */
public class FileName {

    private static final Pattern PLAIN = Pattern.compile("[0-9a-z][0-9a-z_-]{0,79}");
    /** Names of devices, with any ending. */
    private static final Pattern DEVICE = Pattern.compile("con|prn|aux|nul|(com|lpt)[0-9]");
    private static final int SHOWN = 40;

    /**
     * @param  id the id of a run
     * @return    a name without an ending
     */
    public String of(String id) {
        return of("run", id);
    }

    static String of(String kind, String id) {
        if (PLAIN.matcher(id).matches() && !DEVICE.matcher(id).matches()) {
            return id;
        }
        String shown = id.substring(0, Math.min(id.length(), SHOWN)).replaceAll("[^0-9A-Za-z_-]", "_");
        return kind + "-" + shown + "~" + hash(id);
    }

    /**
     * @param  run    the id of a run, null where there is none
     * @param  notice what a notice is about, where it is about no run
     * @return        a name without an ending
     */
    @Handler
    public String name(@Header("CamelLobstrRunId") String run, @Header("noticeKey") String notice) {
        return of(run == null ? String.valueOf(notice) : run);
    }

    static String hash(String id) {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(2 * id.length());
            // a charset would make one of all halves of characters
            bytes.asCharBuffer().put(id);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
