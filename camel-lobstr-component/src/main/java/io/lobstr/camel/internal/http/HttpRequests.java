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

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import io.lobstr.camel.internal.operation.Call;
import io.lobstr.camel.internal.operation.FileContent;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Payload;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.net.PercentCodec;

/**
 * A filled row of the table of operations as an HTTP request.
 */
public final class HttpRequests {

    private static final int USUAL_LENGTH = 128;

    private final String baseUrl;
    private final Header accept = new BasicHeader(HttpHeaders.ACCEPT, ContentType.APPLICATION_JSON.getMimeType());
    private final Header authorization;

    public HttpRequests(LobstrSettings settings) {
        this.baseUrl = settings.baseUrl().toString();
        this.authorization = new BasicHeader(HttpHeaders.AUTHORIZATION, settings.apiKey().authorization());
    }

    public HttpUriRequestBase of(LobstrRequest request) {
        HttpUriRequestBase http = new HttpUriRequestBase(request.call().method(), URI.create(url(request)));
        if (request.call().sendsJson()) {
            http.setEntity(body(request));
        }
        http.setHeader(accept);
        http.setHeader(authorization);
        return http;
    }

    /** Null where nothing is sent. */
    private static HttpEntity body(LobstrRequest request) {
        Map<String, Object> said = said(request);
        return switch (request.call().payload().kind()) {
            case FILE -> form(said, (FileContent) request.payload());
            case JSON -> request.payload() == null ? null : json(request.payload());
            default -> said.isEmpty() ? null : json(said);
        };
    }

    private static HttpEntity json(Object body) {
        return new StringEntity(Json.text(body), ContentType.APPLICATION_JSON);
    }

    private static HttpEntity form(Map<String, Object> said, FileContent file) {
        MultipartEntityBuilder form = MultipartEntityBuilder.create();
        said.forEach((name, value) -> form.addTextBody(name, value.toString()));
        return form.addPart("file", new FilePart(file)).build();
    }

    private String url(LobstrRequest request) {
        Call call = request.call();
        StringBuilder url = new StringBuilder(USUAL_LENGTH).append(baseUrl);
        call.path().fill(url, id -> encode(request.parameters().get(id)));
        if (!call.sendsJson()) {
            char separator = '?';
            for (Map.Entry<String, Object> entry : said(request).entrySet()) {
                url.append(separator).append(encode(entry.getKey())).append('=').append(encode(entry.getValue().toString()));
                separator = '&';
            }
        }
        return url.toString();
    }

    /** What it says besides the ids in its path. */
    private static Map<String, Object> said(LobstrRequest request) {
        Call call = request.call();
        Map<String, Object> said = new LinkedHashMap<>();
        if (call.payload().kind() == Payload.Kind.OBJECT) {
            ((Map<?, ?>) request.payload()).forEach((name, value) -> said.put(String.valueOf(name), value));
        }
        request.parameters().forEach((parameter, value) -> {
            if (!call.path().ids().contains(parameter)) {
                call.spellings(parameter).forEach(name -> said.put(name, value));
            }
        });
        if (call.payload().kind() == Payload.Kind.TASKS) {
            said.put("tasks", request.payload());
        }
        return said;
    }

    private static String encode(String value) {
        return isPlain(value) ? value : PercentCodec.encode(value, StandardCharsets.UTF_8);
    }

    /** As nearly every hash is: then there is nothing to encode, and nothing to copy. */
    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_')) {
                return false;
            }
        }
        return true;
    }
}
