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
package io.lobstr.camel.simulator.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.lobstr.camel.simulator.traffic.Body;
import io.lobstr.camel.simulator.traffic.FirstBytes;

/**
 * A part of a file.
 *
 * @param first its first byte
 * @param last  its last byte
 */
record ByteRange(long first, long last) {

    private static final Pattern HEADER = Pattern.compile("bytes=(\\d*)-(\\d*)");

    /** The part that a Range header asks for, if the file has it. */
    static Optional<ByteRange> parse(String header, long length) {
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.matches() || matcher.group(1).isEmpty() && matcher.group(2).isEmpty()) {
            return Optional.empty();
        }
        boolean suffix = matcher.group(1).isEmpty();
        long first = suffix ? Math.max(0, length - Long.parseLong(matcher.group(2))) : Long.parseLong(matcher.group(1));
        long last = suffix || matcher.group(2).isEmpty() ? length - 1 : Math.min(length - 1, Long.parseLong(matcher.group(2)));
        return first <= last ? Optional.of(new ByteRange(first, last)) : Optional.empty();
    }

    String contentRange(long length) {
        return "bytes " + first + "-" + last + "/" + length;
    }

    Body of(Body whole) {
        return new Body() {
            @Override
            public long length() {
                return last - first + 1;
            }

            @Override
            public InputStream open() {
                InputStream stream = whole.open();
                try {
                    stream.skipNBytes(first);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return new FirstBytes(stream, length());
            }
        };
    }
}
