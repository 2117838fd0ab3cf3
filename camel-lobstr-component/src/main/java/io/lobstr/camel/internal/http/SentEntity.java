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

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * A body that tells of each piece of it that went out. Where it breaks off, so does its connection: an end that looks
 * like one would make a whole of its first part.
 */
final class SentEntity extends HttpEntityWrapper {

    private final Runnable piece;
    private final Runnable cut;
    private volatile boolean whole;

    /**
     * @param body  what is sent
     * @param piece hears of each piece
     * @param cut   ends the connection
     */
    SentEntity(HttpEntity body, Runnable piece, Runnable cut) {
        super(body);
        this.piece = piece;
        this.cut = cut;
    }

    /** Whether it went out to its end: an answer that came before has ended it. */
    boolean isWhole() {
        return whole;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try {
            super.writeTo(new Pieces(out));
            whole = true;
        } catch (UnreadableContentException | RuntimeException | Error e) {
            cut.run();
            throw e;
        }
    }

    private final class Pieces extends FilterOutputStream {

        Pieces(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            piece.run();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            piece.run();
        }
    }
}
