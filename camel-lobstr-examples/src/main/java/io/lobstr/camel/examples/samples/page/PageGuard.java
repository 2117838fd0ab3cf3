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

import java.util.regex.Pattern;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BasicAuthHandler;

/**
 * Who may come in: whoever knows the password or, where there is none, whoever asks for this machine by its own name.
 */
final class PageGuard implements Handler<RoutingContext> {

    private static final Pattern THIS_MACHINE
            = Pattern.compile("localhost\\.?|127(\\.\\d{1,3}){3}|\\[?::1]?", Pattern.CASE_INSENSITIVE);

    private final PagePassword password;
    private final Handler<RoutingContext> basic;

    /** Without a password. */
    PageGuard() {
        password = null;
        basic = RoutingContext::next;
    }

    PageGuard(PagePassword password) {
        this.password = password;
        basic = BasicAuthHandler.create(password, "runs");
    }

    /**
     * @param  host a name or an address
     * @return      whether no other machine is meant by it
     */
    static boolean isThisMachine(String host) {
        return THIS_MACHINE.matcher(host).matches();
    }

    @Override
    public void handle(RoutingContext request) {
        HttpServerRequest asked = request.request();
        if (!HttpMethod.GET.equals(asked.method()) && !HttpMethod.HEAD.equals(asked.method())) {
            request.response().putHeader("Allow", "GET, HEAD");
            request.fail(PageRefusals.READ_ONLY);
        } else if (password == null && (asked.authority() == null || !isThisMachine(asked.authority().host()))) {
            // a page of somebody else's, whose name was made to lead here
            request.fail(PageRefusals.ELSEWHERE);
        } else if (password != null && password.isBusy() && asked.headers().contains(HttpHeaders.AUTHORIZATION)) {
            request.fail(PageRefusals.GUESSED);
        } else {
            basic.handle(request);
        }
    }
}
