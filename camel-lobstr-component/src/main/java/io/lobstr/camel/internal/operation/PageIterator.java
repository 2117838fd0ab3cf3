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

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;

/**
 * All items of a list, page after page, each page asked for when it is needed. Not for several threads at once.
 *
 * @param <T> what is listed
 */
public final class PageIterator<T> implements Iterator<T> {

    private final IntFunction<Page<T>> pages;
    private Iterator<T> items = Collections.emptyIterator();
    private int next;
    private boolean last;

    /**
     * @param first the number of the first page
     * @param pages reads a page; what it throws, {@link #hasNext()} and {@link #next()} throw, and ask again if called
     *              again
     */
    public PageIterator(int first, IntFunction<Page<T>> pages) {
        this.next = first;
        this.pages = pages;
    }

    @Override
    public boolean hasNext() {
        while (!items.hasNext() && !last) {
            Page<T> page = pages.apply(next);
            items = page.items().iterator();
            last = page.last();
            next++;
        }
        return items.hasNext();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return items.next();
    }
}
