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

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;

import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.model.LobstrObject;

/**
 * All items of a list, page after page, each page asked for when it is needed. A list that grows while it is read shows
 * some of its items twice, which are passed over; one that shows fewer than it says it has is an error. Not for several
 * threads at once.
 *
 * @param <T> what is listed
 */
public final class PageIterator<T> implements Iterator<T> {

    /** So many items can be added while a page is read without one coming twice. */
    private static final int REMEMBERED = 1000;

    private final int first;
    private final IntFunction<Page<T>> pages;
    private final Set<Object> seen = new LinkedHashSet<>();
    private final ListLength length = new ListLength();
    private Iterator<T> items = Collections.emptyIterator();
    private Long total;
    private int next;
    private boolean last;

    /**
     * @param first the number of the first page
     * @param pages reads a page; what it throws, {@link #hasNext()} and {@link #next()} throw, and ask again if called
     *              again
     */
    public PageIterator(int first, IntFunction<Page<T>> pages) {
        this.first = first;
        this.next = first;
        this.pages = pages;
    }

    /**
     * @throws LobstrServerException if the list shows fewer items than it says it has
     */
    @Override
    public boolean hasNext() {
        while (!items.hasNext() && !last) {
            read();
        }
        if (!items.hasNext() && first == 1 && length.missing() > 0) {
            throw incomplete(length.missing() + " of its " + (length.read() + length.missing())
                             + " items are on none of its pages");
        }
        return items.hasNext();
    }

    private void read() {
        Page<T> page = pages.apply(next);
        if (total != null && page.totalResults() != null && page.totalResults() < total) {
            throw incomplete("page " + next + " says that there are " + page.totalResults()
                             + " items, and the pages before it said " + total + ": one may have slipped by");
        }
        total = page.totalResults();
        // what one page has twice is there twice: only from one page to the next do items move
        List<T> fresh = new ArrayList<>(page.items());
        fresh.removeIf(item -> seen.contains(id(item)));
        fresh.stream().map(PageIterator::id).filter(Objects::nonNull).forEach(seen::add);
        Iterator<Object> oldest = seen.iterator();
        while (seen.size() > REMEMBERED) {
            oldest.next();
            oldest.remove();
        }
        last = !length.goesOn(page, fresh.size());
        items = fresh.iterator();
        next++;
    }

    private static Object id(Object item) {
        Map<?, ?> json = item instanceof LobstrObject object ? object.toMap() : item instanceof Map<?, ?> map ? map : Map.of();
        return json.get("id");
    }

    private static LobstrServerException incomplete(String why) {
        return new LobstrServerException(
                "The list has changed while its pages were read: " + why + ". Read it again", 200,
                null, null, null, true, null);
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return items.next();
    }
}
