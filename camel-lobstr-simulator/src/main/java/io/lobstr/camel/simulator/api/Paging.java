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
package io.lobstr.camel.simulator.api;

import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * How one list is cut into pages, where that differs from what the API's pages say. May be changed at any time.
 */
public final class Paging {

    private static final int MAX_SIZE = 100;

    private final BitSet hidden = new BitSet();
    private List<String> sizeNames;
    private int defaultSize;
    private int largest;
    private OptionalInt exportLimit;
    private int deepest;
    private PageEnd end;
    private boolean totalOfTheRest;
    private boolean oldestFirst;

    Paging() {
        asDocumented();
    }

    /**
     * Cuts the list as the API's pages say.
     *
     * @return this
     */
    public synchronized Paging asDocumented() {
        hidden.clear();
        sizeNames = List.of();
        defaultSize = 50;
        largest = Integer.MAX_VALUE;
        exportLimit = OptionalInt.empty();
        deepest = Integer.MAX_VALUE;
        end = PageEnd.DOCUMENTED;
        totalOfTheRest = false;
        oldestFirst = false;
        return this;
    }

    /**
     * Leaves rows out of the pages that they belong to, though they are counted: a page with holes, a short one, or an
     * empty one in the middle.
     *
     * @param  from the place of the first in the list, from 0
     * @param  to   the place behind the last
     * @return      this
     */
    public synchronized Paging hideRows(int from, int to) {
        hidden.set(from, to);
        return this;
    }

    /**
     * Shows all rows again.
     *
     * @return this
     */
    public synchronized Paging showRows() {
        hidden.clear();
        return this;
    }

    /**
     * Takes the size of a page from these parameters, the first that is there; others are not looked at. By default
     * {@code /results} takes {@code page_size} or {@code limit}, and all other lists take {@code limit}.
     *
     * @param  names such as {@code page_size}
     * @return       this
     */
    public synchronized Paging sizedBy(String... names) {
        sizeNames = List.of(names);
        return this;
    }

    /**
     * How many rows a page has where nothing is asked for; 50 by default.
     *
     * @param  rows how many
     * @return      this
     */
    public synchronized Paging defaultSize(int rows) {
        defaultSize = rows;
        return this;
    }

    /**
     * Makes pages smaller than was asked for, without a word but their {@code limit}.
     *
     * @param  rows how many a page has at most
     * @return      this
     */
    public synchronized Paging atMost(int rows) {
        largest = rows;
        return this;
    }

    /**
     * Refuses pages bigger than a plan allows: 400 {@code ExportLimitReached}, and no rows.
     *
     * @param  rows how many a page may have
     * @return      this
     */
    public synchronized Paging exportLimit(int rows) {
        exportLimit = OptionalInt.of(rows);
        return this;
    }

    /**
     * Refuses pages from some depth on: 400.
     *
     * @param  page the last that is answered
     * @return      this
     */
    public synchronized Paging deepest(int page) {
        deepest = page;
        return this;
    }

    /**
     * What pages say of those that follow.
     *
     * @param  newEnd what
     * @return        this
     */
    public synchronized Paging end(PageEnd newEnd) {
        end = newEnd;
        return this;
    }

    /**
     * Lets {@code total_results} and {@code total_pages} count what is left from a page on, so that they shrink from
     * page to page.
     *
     * @param  only whether to
     * @return      this
     */
    public synchronized Paging totalOfTheRest(boolean only) {
        totalOfTheRest = only;
        return this;
    }

    /**
     * Turns the list around.
     *
     * @param  turned whether to
     * @return        this
     */
    public synchronized Paging oldestFirst(boolean turned) {
        oldestFirst = turned;
        return this;
    }

    /** How many rows the page has that is asked for. */
    synchronized int size(PageRequest request) {
        int size = request.size(sizeNames, defaultSize, MAX_SIZE);
        if (exportLimit.isPresent() && size > exportLimit.getAsInt()) {
            throw new ApiException(ApiError.exportLimitReached(exportLimit.getAsInt()));
        }
        if (request.page() > deepest) {
            throw new ApiException(ApiError.invalid("page", "there is none beyond " + deepest));
        }
        return Math.min(size, largest);
    }

    synchronized boolean shows(int row) {
        return !hidden.get(row);
    }

    /** Where the row at a place of the list really is. */
    synchronized int place(int row, int total) {
        return oldestFirst ? total - 1 - row : row;
    }

    synchronized int total(int total, long before) {
        return totalOfTheRest ? (int) Math.max(0, total - before) : total;
    }

    synchronized PageEnd end() {
        return end;
    }
}
