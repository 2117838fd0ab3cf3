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
package io.lobstr.camel.internal.produce;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import io.lobstr.camel.internal.download.RunFile;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * A downloaded file as a body. To Camel it is a cached stream, since its host can be asked for it again: so it is never
 * held in memory, whatever the context's stream caching is.
 */
public final class DownloadBody extends InputStream implements StreamCache {

    private final RunFile file;

    DownloadBody(RunFile file, Exchange exchange) {
        this.file = file;
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                // who still reads it after the exchange, as callers of a template do, goes on where it is
                file.release();
            }
        });
    }

    @Override
    public int read() throws IOException {
        return file.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return file.read(buffer, offset, length);
    }

    @Override
    public void close() {
        file.close();
    }

    @Override
    public void reset() {
        file.rewind();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        file.transferTo(out);
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        return new DownloadBody(file.copy(), exchange);
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    @Override
    public long length() {
        return file.length();
    }

    @Override
    public long position() {
        return file.position();
    }
}
