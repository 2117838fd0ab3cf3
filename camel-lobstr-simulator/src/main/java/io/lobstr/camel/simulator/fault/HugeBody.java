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
package io.lobstr.camel.simulator.fault;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import io.lobstr.camel.simulator.traffic.Body;
import io.lobstr.camel.simulator.traffic.FirstBytes;

/**
 * A JSON object of any size, which is nowhere in memory.
 */
final class HugeBody implements Body {

    private static final String START = "{\"status\":\"done\",\"id\":\"";
    private static final String END = "\"}";

    private final long length;

    HugeBody(long length) {
        if (length < START.length() + END.length()) {
            throw new IllegalArgumentException("No object is that small: " + length);
        }
        this.length = length;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public InputStream open() {
        InputStream filling = new FirstBytes(new Filler(), length - START.length() - END.length());
        return new SequenceInputStream(Collections.enumeration(List.of(stream(START), filling, stream(END))));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Filler extends InputStream {

        @Override
        public int read() {
            return 'x';
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            Arrays.fill(buffer, offset, offset + length, (byte) 'x');
            return length;
        }
    }
}
