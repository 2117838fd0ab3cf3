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
package io.lobstr.camel.examples.samples.page;

import java.util.Map;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * What every answer of the page says to the browser.
 */
final class PageHeaders implements Handler<RoutingContext> {

    private static final String CACHING = "Cache-Control";
    private static final String NEVER = "no-store";
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                                       + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin");

    @Override
    public void handle(RoutingContext request) {
        put(request);
        request.addHeadersEndHandler(ready -> request.response().putHeader(CACHING, caching(request)));
        request.next();
    }

    static void put(RoutingContext request) {
        HEADERS.forEach(request.response()::putHeader);
        request.response().putHeader(CACHING, NEVER);
    }

    /** What is not there today may be tomorrow. */
    private static String caching(RoutingContext request) {
        boolean isAsset = request.request().path().startsWith(PageAssets.PATH) && request.response().getStatusCode() == 200;
        return isAsset ? "private, max-age=86400" : NEVER;
    }
}
