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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.AuthenticationProvider;

/**
 * The one password. A wrong one waits a second for its answer, and ten can wait: so many guesses a second there are,
 * over however many connections.
 */
final class PagePassword implements AuthenticationProvider {

    private static final int AT_ONCE = 10;
    private static final long PAUSE = 1000;

    private final Vertx vertx;
    private final String user;
    private final byte[] wanted;
    private final AtomicInteger wrong = new AtomicInteger();

    PagePassword(Vertx vertx, String user, String password) {
        this.vertx = vertx;
        this.user = user;
        wanted = bytes(user, password);
    }

    /** Whether so many were wrong in this second that no other is looked at. */
    boolean isBusy() {
        return wrong.get() >= AT_ONCE;
    }

    @Override
    public void authenticate(JsonObject credentials, Handler<AsyncResult<User>> result) {
        byte[] given = bytes(credentials.getString("username"), credentials.getString("password"));
        // takes as long for any guess
        if (MessageDigest.isEqual(wanted, given)) {
            result.handle(Future.succeededFuture(User.fromName(user)));
            return;
        }
        wrong.incrementAndGet();
        vertx.setTimer(PAUSE, over -> {
            wrong.decrementAndGet();
            result.handle(Future.failedFuture("The password is wrong"));
        });
    }

    private static byte[] bytes(String user, String password) {
        return (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    }
}
