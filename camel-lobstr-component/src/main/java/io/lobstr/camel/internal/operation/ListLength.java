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

/**
 * What a list says of its own length, held against what was read of it: an empty page in the middle, or a link that is
 * missing too early, is not taken for its end. For one reading of one list, from its first page on.
 */
public final class ListLength {

    /** So many empty pages end any list, whatever it says. */
    private static final int MOST_EMPTY = 4;

    private long read;
    private Long least;
    private boolean cut;
    private int empty;

    /**
     * Takes note of a page.
     *
     * @param  page  the next
     * @param  fresh how many of its items no page before it had
     * @return       whether there is another page to read
     */
    public boolean goesOn(Page<?> page, int fresh) {
        read += fresh + page.rows() - page.items().size();
        cut |= page.cut();
        if (page.totalResults() != null) {
            // it may grow while it is read, at its beginning
            least = least == null ? page.totalResults() : Long.valueOf(Math.min(least, page.totalResults()));
        }
        empty = page.rows() == 0 ? empty + 1 : 0;
        boolean saysSo = !page.last() || page.totalPages() != null && page.number() < page.totalPages();
        if (empty > 0) {
            return saysSo && empty < MOST_EMPTY;
        }
        // a page that brings nothing new is no step towards what is missing
        return saysSo || fresh > 0 && missing() > 0;
    }

    /**
     * @return how many items fewer were read than the list has, by its own words; 0 where it says that it does not show
     *         them all
     */
    public long missing() {
        return least == null || cut ? 0 : Math.max(0, least - read);
    }

    /**
     * @return how many items were read
     */
    public long read() {
        return read;
    }
}
