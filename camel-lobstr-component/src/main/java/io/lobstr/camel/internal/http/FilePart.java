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

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import io.lobstr.camel.internal.operation.FileContent;
import org.apache.hc.client5.http.entity.mime.AbstractContentBody;
import org.apache.hc.core5.http.ContentType;

/**
 * A file as a part of a form, read while it is sent. What it is called here is nobody's business there.
 */
final class FilePart extends AbstractContentBody {

    private static final int PIECE = 64 * 1024;

    private final FileContent file;

    FilePart(FileContent file) {
        super(ContentType.create(file.type()));
        this.file = file;
    }

    @Override
    public String getFilename() {
        return file.name();
    }

    @Override
    public long getContentLength() {
        return file.length();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream in = open()) {
            byte[] piece = new byte[PIECE];
            long length = file.length();
            long sent = 0;
            // what has grown since its length was said is sent as it was
            while (length < 0 || sent < length) {
                int count = read(in, piece, length < 0 ? PIECE : (int) Math.min(PIECE, length - sent));
                if (count < 0 && length >= 0) {
                    throw new UnreadableContentException(
                            new IOException("it ended after " + sent + " of " + length + " bytes"));
                }
                if (count < 0) {
                    return;
                }
                out.write(piece, 0, count);
                sent += count;
            }
        }
    }

    private InputStream open() throws IOException {
        try {
            return file.open();
        } catch (IOException e) {
            throw new UnreadableContentException(e);
        }
    }

    private static int read(InputStream in, byte[] piece, int most) throws IOException {
        try {
            return in.read(piece, 0, most);
        } catch (IOException e) {
            throw new UnreadableContentException(e);
        }
    }
}
