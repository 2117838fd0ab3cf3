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
import java.io.OutputStream;

import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * A far side without a network.
 *
 * @param answers what it says
 */
public record FakeHttp(Answers answers) implements HttpClient {

    /** Answers requests. */
    public interface Answers {

        ClassicHttpResponse to(ClassicHttpRequest request) throws IOException;
    }

    @Override
    public <T> T execute(ClassicHttpRequest request, HttpClientResponseHandler<? extends T> handler) throws IOException {
        if (request.getEntity() != null) {
            request.getEntity().writeTo(OutputStream.nullOutputStream());
        }
        try {
            return handler.handleResponse(answers.to(request));
        } catch (HttpException e) {
            throw new IOException(e);
        }
    }

    @Override
    public <T> T execute(ClassicHttpRequest request, HttpContext context, HttpClientResponseHandler<? extends T> handler)
            throws IOException {
        return execute(request, handler);
    }

    @Override
    public <T> T execute(HttpHost target, ClassicHttpRequest request, HttpClientResponseHandler<? extends T> handler)
            throws IOException {
        return execute(request, handler);
    }

    @Override
    public <T> T execute(
            HttpHost target, ClassicHttpRequest request, HttpContext context,
            HttpClientResponseHandler<? extends T> handler)
            throws IOException {
        return execute(request, handler);
    }

    @Override
    @Deprecated
    public HttpResponse execute(ClassicHttpRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    @Deprecated
    public HttpResponse execute(ClassicHttpRequest request, HttpContext context) {
        throw new UnsupportedOperationException();
    }

    @Override
    @Deprecated
    public ClassicHttpResponse execute(HttpHost target, ClassicHttpRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    @Deprecated
    public ClassicHttpResponse execute(HttpHost target, ClassicHttpRequest request, HttpContext context) throws IOException {
        return answers.to(request);
    }
}
