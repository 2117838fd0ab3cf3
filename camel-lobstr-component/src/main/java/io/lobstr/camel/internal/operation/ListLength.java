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

    /** So many pages in a row that bring nothing end any list, whatever it says. */
    private static final int MOST_IDLE = 4;

    private long read;
    private Long least;
    private boolean cut;
    private int idle;
    private boolean repeats;

    /**
     * Takes note of a page.
     *
     * @param  page  the next
     * @param  fresh how many of its items no page before it had
     * @return       whether there is another page to read
     */
    public boolean goesOn(Page<?> page, int fresh) {
        return goesOn(page, fresh, fresh == 0);
    }

    /**
     * The same for items that have no ids, so that any may be there twice.
     *
     * @param  page  the next
     * @param  fresh how many of its items are not known to have been read
     * @param  had   whether they look all the same as those of the page before it
     * @return       whether there is another page to read
     */
    boolean goesOn(Page<?> page, int fresh, boolean had) {
        read += fresh + page.rows() - page.items().size();
        cut |= page.cut();
        if (page.totalResults() != null) {
            // it may grow while it is read, at its beginning
            least = least == null ? page.totalResults() : Long.valueOf(Math.min(least, page.totalResults()));
        }
        boolean empty = page.rows() == 0;
        idle = empty || had ? idle + 1 : 0;
        boolean saysSo = !page.last() || page.totalPages() != null && page.number() < page.totalPages();
        if (cut && page.last()) {
            // it counts what it does not show
            return false;
        }
        repeats = saysSo && !empty && idle >= MOST_IDLE;
        if (empty || repeats) {
            return saysSo && idle < MOST_IDLE;
        }
        // a page that brings nothing new is no step towards what is missing
        return saysSo || fresh > 0 && missing() > 0;
    }

    /**
     * @return whether it was left because its pages bring nothing new, although they say that there is more
     */
    public boolean repeats() {
        return repeats;
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
