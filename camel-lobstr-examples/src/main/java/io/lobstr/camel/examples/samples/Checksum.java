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

import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.apache.camel.Exchange;
import org.apache.camel.Header;

/**
 * The SHA-256 of a stream that is written to a file, taken while it is read. Camel's {@code checksumFileAlgorithm}
 * would read the whole file once more.
 */
public class Checksum {

    /**
     * @param  body                     what is going to be read
     * @return                          the same, heard by a digest
     * @throws NoSuchAlgorithmException never, since every Java has it
     */
    public DigestInputStream listen(InputStream body) throws NoSuchAlgorithmException {
        return new DigestInputStream(body, MessageDigest.getInstance("SHA-256"));
    }

    /**
     * @param  body what has been read, to its end
     * @param  file the name of its file
     * @return      a line that {@code sha256sum -c} reads
     */
    public String line(DigestInputStream body, @Header(Exchange.FILE_NAME) String file) {
        return HexFormat.of().formatHex(body.getMessageDigest().digest()) + "  " + file + "\n";
    }
}
