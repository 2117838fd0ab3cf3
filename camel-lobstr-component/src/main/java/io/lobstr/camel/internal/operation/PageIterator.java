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
import java.util.function.LongFunction;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.model.LobstrObject;

/**
 * All items of a list, page after page, each page asked for when it is needed. A list that grows while it is read shows
 * some of its items twice, which are passed over; one that shows fewer than it says it has is an error. Pages may get
 * smaller on the way. Not for several threads at once.
 *
 * @param <T> what is listed
 */
public final class PageIterator<T> implements Iterator<T> {

    /** So many items can be added while a page is read without one coming twice. */
    private static final int REMEMBERED = 1000;

    /** How many items lie before the first that is wanted. */
    private final long begin;
    private final LongFunction<Page<T>> pages;
    private final Set<Object> seen = new LinkedHashSet<>();
    private final ListLength length = new ListLength();
    private final List<T> rest = new ArrayList<>();
    private Iterator<T> items = Collections.emptyIterator();
    private Long total;
    /** How many items lie before the next one. */
    private long place;
    private boolean last;
    /** Of what the last page brought. */
    private int print;
    private String warning;

    /**
     * @param place how many items of the list lie before the first
     * @param pages reads the page that holds the item at a place; what it throws, {@link #hasNext()} and
     *              {@link #next()} throw, and ask again if called again
     */
    public PageIterator(long place, LongFunction<Page<T>> pages) {
        this.begin = place;
        this.place = place;
        this.pages = pages;
    }

    /**
     * @return what the API says where it shows fewer items than there are, null where it shows all, as far as it was
     *         read
     */
    @JsonIgnore
    public String getWarning() {
        return warning;
    }

    /**
     * @throws LobstrServerException if the list shows fewer items than it says it has, or the same again and again
     */
    @Override
    public boolean hasNext() {
        while (!items.hasNext() && !last) {
            read();
        }
        if (!items.hasNext() && begin == 0 && length.missing() > 0) {
            throw incomplete(length.missing() + " of its " + (length.read() + length.missing())
                             + " items are on none of its pages");
        }
        return items.hasNext();
    }

    private void read() {
        Page<T> page = pages.apply(place);
        if (total != null && page.totalResults() != null && page.totalResults() < total) {
            throw incomplete("page " + page.number() + " says that there are " + page.totalResults()
                             + " items, and the pages before it said " + total + ": one may have slipped by");
        }
        total = page.totalResults();
        warning = page.cut() ? page.warning() : warning;
        List<T> fresh = fresh(page);
        fresh.stream().map(PageIterator::id).filter(Objects::nonNull).forEach(seen::add);
        Iterator<Object> oldest = seen.iterator();
        while (seen.size() > REMEMBERED) {
            oldest.next();
            oldest.remove();
        }
        boolean had = isHad(fresh);
        boolean more = length.goesOn(page, fresh.size(), had);
        if (length.repeats()) {
            throw broken("The list repeats itself at page " + page.number() + ", and says that there is more: "
                         + "what it has besides cannot be read");
        }
        last = !more;
        items = fresh.iterator();
        place = Math.max(place, page.end());
    }

    /** What one page has twice is there twice: only from one page to the next do items move. */
    private List<T> fresh(Page<T> page) {
        List<T> fresh = new ArrayList<>(page.items());
        // a page that is smaller than those before it may begin with what they had
        long had = Math.min(place - page.begin(), fresh.size());
        long unwanted = Math.min(Math.max(0, begin - page.begin()), had);
        fresh.subList((int) unwanted, (int) had).removeIf(item -> seen.isEmpty() || id(item) == null);
        fresh.subList(0, (int) unwanted).clear();
        fresh.removeIf(item -> seen.contains(id(item)));
        return fresh;
    }

    private static Object id(Object item) {
        Map<?, ?> json = item instanceof LobstrObject object ? object.toMap() : item instanceof Map<?, ?> map ? map : Map.of();
        return json.get("id");
    }

    /** Whether nothing is new; where rows have no ids, by what they hold: one row can be there often, a page cannot. */
    private boolean isHad(List<T> fresh) {
        int before = print;
        print = fresh.hashCode();
        return fresh.isEmpty()
                || print == before && (length.missing() == 0 || fresh.stream().anyMatch(row -> !row.equals(fresh.get(0))));
    }

    private static LobstrServerException incomplete(String why) {
        return broken("The list has changed while its pages were read: " + why + ". Read it again");
    }

    private static LobstrServerException broken(String message) {
        return new LobstrServerException(message, 200, null, null, null, true, null);
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return items.next();
    }

    /**
     * What {@link #next()} has not given, in one list, read to the end. Whoever asks again gets all of it again: where
     * a page failed, what was read before is still there.
     *
     * @return                       a new list
     * @throws LobstrServerException as {@link #hasNext()} does
     */
    public ArrayList<T> toList() {
        while (hasNext()) {
            rest.add(items.next());
        }
        return new ArrayList<>(rest);
    }
}
