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
package io.lobstr.camel.internal.operation;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * How big the pages of lists may be, as far as that was found out: small plans refuse big ones, and no page of the API
 * says which.
 */
public final class PageSizes {

    private static final String REFUSAL = "ExportLimitReached";
    /** Of what a plan refuses, the next to try; the second last was seen to work on the smallest plan. */
    private static final int[] SMALLER = { 50, 30, 10 };
    private static final int SMALL = 30;
    /** A plan can be changed. */
    private static final long LASTS = Duration.ofHours(1).toNanos();

    private final LongSupplier nanoTime;
    private final Map<LobstrOperation, Found> found = new ConcurrentHashMap<>();

    public PageSizes() {
        this(System::nanoTime);
    }

    PageSizes(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Found(int size, long since) {
    }

    /**
     * @param  wanted how many items a page is to have
     * @return        how many to ask for
     */
    public int of(LobstrOperation operation, int wanted) {
        Found size = found.get(operation);
        return size == null || nanoTime.getAsLong() - size.since() > LASTS ? wanted : Math.min(size.size(), wanted);
    }

    /** After bigger ones were refused. */
    public void works(LobstrOperation operation, int size) {
        found.put(operation, new Found(size, nanoTime.getAsLong()));
    }

    /**
     * @param  type of the failure of a page
     * @param  size of the page
     * @return      the size to try next, 0 where none is left, or it did not fail for its size
     */
    public static int smaller(String type, int size) {
        return REFUSAL.equals(type) ? IntStream.of(SMALLER).filter(next -> next < size).findFirst().orElse(0) : 0;
    }

    /** What to do about such a failure, where a smaller page is likely to work; empty where it is another one. */
    public static String hint(LobstrRequest request, String type) {
        String limit = request.parameters().get(Parameter.LIMIT);
        return REFUSAL.equals(type) && limit != null && Integer.parseInt(limit) > SMALL
                ? "; a page of " + limit + " may be too big for the plan: set limit=" + SMALL
                  + " or less, or allPages=true, which finds out what works"
                : "";
    }
}
