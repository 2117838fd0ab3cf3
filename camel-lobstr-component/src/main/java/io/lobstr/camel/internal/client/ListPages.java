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

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Page;
import io.lobstr.camel.internal.operation.PageSizes;
import io.lobstr.camel.internal.operation.Parameter;

/**
 * The pages of one list, which get smaller where the plan of the key refuses big ones. Not for several threads at once.
 *
 * @param <T> what is listed
 */
public final class ListPages<T> {

    private final LobstrClient client;
    private final LobstrRequest request;
    private final Pause pause;
    private final long begin;
    private int size;

    /**
     * @param client  asks the API
     * @param request names the first page, and its size
     * @param pause   how to wait
     */
    public ListPages(LobstrClient client, LobstrRequest request, Pause pause) {
        this.client = client;
        this.request = request;
        this.pause = pause;
        this.size = Integer.parseInt(request.parameters().get(Parameter.LIMIT));
        this.begin = (Long.parseLong(request.parameters().get(Parameter.PAGE)) - 1) * size;
    }

    /**
     * @return how many items lie before the first page
     */
    public long begin() {
        return begin;
    }

    /**
     * @param  place           how many items lie before the one that is wanted
     * @return                 the page that holds it
     * @throws LobstrException if it cannot be read
     */
    public Page<T> at(long place) {
        PageSizes sizes = client.pageSizes();
        size = sizes.of(request.operation(), size);
        boolean refused = false;
        while (true) {
            try {
                Page<T> page = client.get(request.page(Math.toIntExact(place / size) + 1, size), pause);
                if (refused) {
                    sizes.works(request.operation(), size);
                }
                size = page.size();
                return page;
            } catch (LobstrException e) {
                int smaller = PageSizes.smaller(e.getType(), size);
                if (smaller == 0) {
                    throw e;
                }
                refused = true;
                size = smaller;
            }
        }
    }
}
