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

import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * How many pages are made at once. Who comes besides is told to come again, so that a crowd takes neither the memory
 * nor the threads of all that runs beside the page.
 */
final class PageLimit implements Handler<RoutingContext> {

    private final int most;
    private final AtomicInteger now = new AtomicInteger();

    PageLimit(int most) {
        this.most = most;
    }

    @Override
    public void handle(RoutingContext request) {
        if (request.request().path().startsWith(PageAssets.PATH)) {
            request.next();
        } else if (now.incrementAndGet() > most) {
            now.decrementAndGet();
            request.fail(PageRefusals.CROWDED);
        } else {
            request.addEndHandler(over -> now.decrementAndGet());
            request.next();
        }
    }
}
