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

import java.util.concurrent.atomic.AtomicReference;

import io.lobstr.camel.internal.http.SaidTime;
import io.lobstr.camel.internal.operation.PageSizes;

/**
 * What the answers to all callers with one key have told besides.
 *
 * @param time      what the API's clock shows
 * @param pageSizes how big pages may be
 * @param squidRuns when runs of squids are likely to end
 */
record Learnt(AtomicReference<SaidTime> time, PageSizes pageSizes, SquidRuns squidRuns) {

    Learnt() {
        this(new AtomicReference<>(), new PageSizes(), new SquidRuns());
    }
}
