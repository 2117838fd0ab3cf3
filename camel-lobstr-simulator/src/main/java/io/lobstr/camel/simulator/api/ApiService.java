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

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.lobstr.camel.simulator.state.Account;
import io.lobstr.camel.simulator.traffic.Answer;
import io.lobstr.camel.simulator.traffic.ReceivedRequest;
import io.lobstr.camel.simulator.traffic.Service;

/**
 * The API: checks the key, counts against the limits, and lets the route answer.
 */
public final class ApiService implements Service {

    private static final String SCHEME = "Token ";

    private final Set<String> keys;
    private final Behaviour behaviour;
    private final RateLimits limits;
    private final Routes routes;

    /**
     * The API.
     *
     * @param account     what it answers about
     * @param behaviour   how
     * @param keys        the keys it accepts
     * @param clock       tells the time
     * @param secret      what the addresses of exported files are signed with
     * @param filesOrigin the scheme, host and port of exported files
     * @param tester      calls webhooks as a test
     */
    public ApiService(Account account, Behaviour behaviour, Set<String> keys, Clock clock, String secret,
                      Supplier<String> filesOrigin, WebhookTester tester) {
        this.keys = Set.copyOf(keys);
        this.behaviour = behaviour;
        this.limits = new RateLimits(behaviour, clock);
        this.routes = new Routes(
                account, behaviour, new Pages(behaviour, filesOrigin), new SignedLinks(secret, filesOrigin), tester);
    }

    @Override
    public Answer answer(ReceivedRequest request) {
        Answer answer;
        try {
            answer = withinLimits(request, checkedKey(request));
        } catch (ApiException e) {
            answer = behaviour.shapeOf(e.error()).answer(e.error());
        }
        return answer.withHeaders(headers(request));
    }

    @Override
    public Map<String, String> headers(ReceivedRequest request) {
        return limits.headers(key(request), request.path());
    }

    private Answer withinLimits(ReceivedRequest request, String key) {
        boolean within = limits.count(key, request.path());
        if (!within && behaviour.enforcesRateLimits()) {
            long seconds = limits.retryAfter(key, request.path());
            ApiError error = behaviour.has(Quirk.THROTTLED_WORDS) ? ApiError.throttled(seconds) : ApiError.rateLimited();
            return behaviour.shapeOf(error).answer(error).withHeader("Retry-After", Long.toString(seconds));
        }
        return routes.answer(request);
    }

    private String checkedKey(ReceivedRequest request) {
        if (routes.isPublic(request)) {
            return key(request);
        }
        if (request.header("Authorization").isEmpty()) {
            throw new ApiException(ApiError.notAuthenticated());
        }
        String key = key(request);
        if (!keys.contains(key)) {
            throw new ApiException(ApiError.invalidToken());
        }
        return key;
    }

    /** The key of a request; the empty text for all that are unknown, so that these cannot fill the memory. */
    private String key(ReceivedRequest request) {
        return request.header("Authorization").filter(header -> header.startsWith(SCHEME))
                .map(header -> header.substring(SCHEME.length())).filter(keys::contains).orElse("");
    }
}
