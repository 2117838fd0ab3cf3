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
import java.util.Set;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * What is said to a request that gets no further.
 */
final class PageRefusals implements Handler<RoutingContext> {

    static final int UNREADABLE = 400;
    static final int ELSEWHERE = 403;
    static final int READ_ONLY = 405;
    static final int GUESSED = 429;
    static final int CROWDED = 503;

    private static final Map<Integer, String> WORDS = Map.of(
            UNREADABLE, "This cannot be read.",
            401, "The page wants runs-page.user and runs-page.password.",
            ELSEWHERE, "Without a password this page is there for localhost alone.",
            READ_ONLY, "This page is only read.",
            GUESSED, "Too many wrong passwords come at once: try again in a second.",
            CROWDED, "Too many pages are asked for at once: try again in a second.");
    private static final Set<Integer> PASSING = Set.of(GUESSED, CROWDED);

    @Override
    public void handle(RoutingContext request) {
        refuse(request, request.statusCode() < 0 ? 500 : request.statusCode());
    }

    void refuse(RoutingContext request, int status) {
        if (PASSING.contains(status)) {
            request.response().putHeader("Retry-After", "1");
        }
        PageHeaders.put(request);
        request.response().setStatusCode(status).putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(WORDS.getOrDefault(status, "There is no page to show now."));
    }
}
