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

import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.internal.operation.Payload;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
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
        LobstrOperation operation = request.operation();
        HttpUriRequestBase http = new HttpUriRequestBase(operation.method(), URI.create(url(request)));
        if (operation.sendsJson()) {
            Map<String, Object> body = body(request);
            if (!body.isEmpty()) {
                http.setEntity(new StringEntity(Json.text(body), ContentType.APPLICATION_JSON));
            }
        }
        http.setHeader(accept);
        http.setHeader(authorization);
        return http;
    }

    private String url(LobstrRequest request) {
        LobstrOperation operation = request.operation();
        StringBuilder url = new StringBuilder(USUAL_LENGTH).append(baseUrl).append(operation.pathBeforeId());
        if (operation.id() != null) {
            url.append(encode(request.parameters().get(operation.id()))).append(operation.pathAfterId());
        }
        if (!operation.sendsJson()) {
            char separator = '?';
            for (Map.Entry<Parameter, String> entry : request.parameters().entrySet()) {
                if (entry.getKey() != operation.id()) {
                    for (String name : operation.spellings(entry.getKey())) {
                        url.append(separator).append(name).append('=').append(encode(entry.getValue()));
                        separator = '&';
                    }
                }
            }
        }
        return url.toString();
    }

    private static Map<String, Object> body(LobstrRequest request) {
        LobstrOperation operation = request.operation();
        Map<String, Object> body = new LinkedHashMap<>();
        request.parameters().forEach((parameter, value) -> {
            if (parameter != operation.id()) {
                body.put(parameter.toString(), value);
            }
        });
        if (operation.payload() != Payload.NOTHING) {
            body.put(operation.payload().field(), request.payload());
        }
        return body;
    }

    private static String encode(String value) {
        return isPlain(value) ? value : PercentCodec.encode(value, StandardCharsets.UTF_8);
    }

    /** As nearly every hash is: then there is nothing to encode, and nothing to copy. */
    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z')) {
                return false;
            }
        }
        return true;
    }
}
