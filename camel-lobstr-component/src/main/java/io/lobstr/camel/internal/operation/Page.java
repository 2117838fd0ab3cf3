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

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.lobstr.camel.model.LobstrList;

/**
 * One page of a list.
 *
 * @param items        what it lists
 * @param rows         how many rows it has, with those that cannot be read
 * @param flaws        what is wrong with some of its rows, each a sentence
 * @param number       which page it is, from 1
 * @param size         how many items a page has, those on the last but fewer
 * @param totalResults how many there are on all pages, which can be more than can be read; null where it was not
 *                     answered
 * @param totalPages   how many pages there are; null where it was not answered
 * @param last         whether the list says that no page follows
 * @param warning      what the API says where it shows fewer than there are, as on a small plan; null where it shows
 *                     all
 * @param <T>          what is listed
 */
public record Page<T>(LobstrList<T> items, int rows, List<String> flaws, int number, int size, Long totalResults,
        Integer totalPages, boolean last, String warning) {

    /** The number of the first page. */
    public static final int FIRST = 1;
    /** How many items a page has where nobody says it. */
    public static final int USUAL_SIZE = 50;
    /** How many items a page has at most. */
    public static final int BIGGEST = 100;

    /**
     * A page of which nothing was passed over.
     *
     * @param items        what it lists
     * @param number       which page it is, from 1
     * @param size         how many items a page has
     * @param totalResults how many there are on all pages, or null
     * @param totalPages   how many pages there are, or null
     * @param last         whether the list says that no page follows
     */
    public Page(List<T> items, int number, int size, Long totalResults, Integer totalPages, boolean last) {
        this(new LobstrList<>(items), items.size(), List.of(), number, size, totalResults, totalPages, last, null);
    }

    /**
     * For whoever takes the list for whole: a row that cannot be read is an error.
     *
     * @param  number                   which page was asked for
     * @param  size                     and of which size
     * @param  model                    makes an object of an item
     * @throws IllegalArgumentException if it is no page; the message continues a sentence
     */
    public static <T> Page<T> parse(
            Map<String, Object> json, int number, int size, Function<Map<String, Object>, ? extends T> model) {
        return parse(json, number, size, row -> Stream.of(model.apply(object(row))), List.of());
    }

    /**
     * For whoever looks again: a row that cannot be read holds back no other.
     *
     * @param  number                   which page was asked for
     * @param  size                     and of which size
     * @param  model                    makes an object of an item
     * @throws IllegalArgumentException if it is no page; the message continues a sentence
     */
    public static <T> Page<T> ofPoll(
            Map<String, Object> json, int number, int size, Function<Map<String, Object>, ? extends T> model) {
        PolledRows<T> rows = new PolledRows<>(model);
        return parse(json, number, size, rows::read, rows.flaws());
    }

    private static <T> Page<T> parse(
            Map<String, Object> json, int number, int size, Function<Object, Stream<T>> rows, List<String> flaws) {
        if (!(json.get("data") instanceof List<?> data)) {
            throw new IllegalArgumentException("the field data is no list");
        }
        Long answered = count(json, "page");
        if (answered != null && answered != number) {
            // a cache on the way that answers a page twice would hide another one
            throw new IllegalArgumentException("it is page " + answered + " instead of page " + number);
        }
        List<T> items = data.stream().flatMap(rows).toList();
        Long totalPages = count(json, "total_pages");
        return new Page<>(
                new LobstrList<>(items), data.size(), flaws, number, size(json, size, data.size()),
                count(json, "total_results"),
                totalPages == null ? null : Math.toIntExact(Math.min(totalPages, Integer.MAX_VALUE)),
                isLast(json, number, totalPages, data.isEmpty()),
                json.get("warning") == null ? null : json.get("warning").toString());
    }

    /** Whether the list has more than the API shows. */
    public boolean cut() {
        return warning != null;
    }

    /** How many items lie on the pages before it. */
    long begin() {
        return (number - 1L) * size;
    }

    /** How many items lie on the pages up to it. */
    long end() {
        return (long) number * size;
    }

    /** The same, with its warning in other words. */
    public Page<T> worded(UnaryOperator<String> words) {
        return new Page<>(items, rows, flaws, number, size, totalResults, totalPages, last, words.apply(warning));
    }

    /** A page may be made smaller than was asked for, and says so. */
    private static int size(Map<String, Object> json, int asked, int items) {
        return json.get("limit") instanceof Integer said && said > 0 && said >= items && said < asked ? said : asked;
    }

    /** Some deployments answer no link: then the number of pages decides. Where neither is said, an empty page does. */
    private static boolean isLast(Map<String, Object> json, int number, Long totalPages, boolean empty) {
        if (json.containsKey("next")) {
            return json.get("next") == null;
        }
        return totalPages == null ? empty : number >= totalPages;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object item) {
        if (!(item instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("the field data lists what is no object");
        }
        return (Map<String, Object>) map;
    }

    private static Long count(Map<String, Object> json, String name) {
        Object value = json.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw new IllegalArgumentException("the field " + name + " is no whole number");
    }
}
