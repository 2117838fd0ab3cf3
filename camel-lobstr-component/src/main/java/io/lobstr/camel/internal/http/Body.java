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
package io.lobstr.camel.internal.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * What an answer's body holds, read as it comes: JSON, or the reason why it is none.
 */
public final class Body {

    public static final Body EMPTY = new Body(null, null, "it is empty");

    private final Object value;
    private final String loss;
    private final String flaw;

    private Body(Object value, String loss, String flaw) {
        this.value = value;
        this.loss = loss;
        this.flaw = flaw;
    }

    /**
     * Reads it to its end.
     *
     * @param  content     where it comes from; stays open
     * @param  most        how many bytes it may have
     * @throws IOException if it ends early, or is bigger
     */
    static Body read(InputStream content, long most) throws IOException {
        Limited limited = new Limited(content, most);
        try {
            Json.Read read = Json.read(limited, most);
            return new Body(read.value(), read.loss(), null);
        } catch (IllegalArgumentException e) {
            limited.transferTo(OutputStream.nullOutputStream());
            return limited.count == 0 ? EMPTY : new Body(null, null, e.getMessage());
        }
    }

    /**
     * @return                          an object, a list, a word, …; null where it says so
     * @throws IllegalArgumentException if it is no JSON; the message continues a sentence
     */
    public Object value() {
        if (flaw != null) {
            throw new IllegalArgumentException(flaw);
        }
        return value;
    }

    /**
     * @return                          the same as {@link #value()}
     * @throws IllegalArgumentException if it is no JSON, or not all of it can be had as it is; the message continues a
     *                                  sentence
     */
    Object exactly() {
        if (loss != null) {
            throw new IllegalArgumentException(loss + ", and could not be sent back as it is");
        }
        return value();
    }

    /**
     * @throws IllegalArgumentException if it is no JSON object; the message continues a sentence
     */
    @SuppressWarnings("unchecked")
    public Map<String, Object> object() {
        if (value instanceof Map<?, ?> object) {
            return (Map<String, Object>) object;
        }
        throw new IllegalArgumentException(flaw == null ? "it is no JSON object" : flaw);
    }

    public boolean isEmpty() {
        return this == EMPTY;
    }

    /** No more than so many bytes of a stream, which whoever reads it cannot close. */
    private static final class Limited extends FilterInputStream {

        private final long most;
        private long count;

        Limited(InputStream content, long most) {
            super(content);
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int some = super.read(bytes, offset, length);
            count(Math.max(0, some));
            return some;
        }

        private void count(int more) throws NoAnswerException {
            count += more;
            if (count > most) {
                throw new NoAnswerException("the answer is bigger than " + most + " bytes (maxResponseSize)", true, null);
            }
        }

        @Override
        public void close() {
            // what is left of it still counts
        }
    }
}
