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

import java.io.InputStream;
import java.util.function.IntFunction;

/**
 * A file that is made piece by piece.
 *
 * @param maker makes the piece at a place, from 0
 * @param count how many pieces there are
 */
record Pieces(IntFunction<byte[]> maker, int count) {

    InputStream open() {
        return new PieceStream(this);
    }

    private static final class PieceStream extends InputStream {

        private final Pieces pieces;
        private byte[] piece = new byte[0];
        private int next;
        private int at;

        PieceStream(Pieces pieces) {
            this.pieces = pieces;
        }

        @Override
        public int read() {
            return fill() ? piece[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int some = Math.min(length, piece.length - at);
            System.arraycopy(piece, at, buffer, offset, some);
            at += some;
            return some;
        }

        @Override
        public long skip(long count) {
            long skipped = 0;
            while (skipped < count && fill()) {
                long some = Math.min(count - skipped, piece.length - at);
                at += (int) some;
                skipped += some;
            }
            return skipped;
        }

        private boolean fill() {
            while (at == piece.length && next < pieces.count()) {
                piece = pieces.maker().apply(next++);
                at = 0;
            }
            return at < piece.length;
        }
    }
}
