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
package io.lobstr.camel.internal.client;

import java.util.concurrent.atomic.AtomicBoolean;

import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Page;
import org.slf4j.Logger;

/**
 * Says once that a list has more than the plan of the key shows.
 */
public final class CappedLists {

    private final Logger log;
    private final AtomicBoolean said = new AtomicBoolean();

    /**
     * @param log of whoever reads lists
     */
    public CappedLists(Logger log) {
        this.log = log;
    }

    /**
     * @param  request what was asked for
     * @param  page    the answer
     * @return         the same
     */
    public <T> Page<T> heard(LobstrRequest request, Page<T> page) {
        if (page.cut() && said.compareAndSet(false, true)) {
            log.warn("{} does not show the whole list, which is said here once: {}", request, page.warning());
        }
        return page;
    }
}
