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
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.model.ResultRow;
import io.lobstr.camel.model.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Lists that change while they are read, or do not end as they should.
 */
class PageIteratorTest {

    private static final int SIZE = 10;

    private final List<Integer> asked = new ArrayList<>();
    private List<String> rows = rows(75);
    private UnaryOperator<Map<String, Object>> spoil = UnaryOperator.identity();

    private static List<String> rows(int count) {
        return new ArrayList<>(IntStream.rangeClosed(1, count).mapToObj(i -> "r" + i).toList());
    }

    private Page<Run> page(long place) {
        int number = (int) (place / SIZE) + 1;
        asked.add(number);
        int from = Math.min((number - 1) * SIZE, rows.size());
        List<Map<String, Object>> data = rows.subList(from, Math.min(from + SIZE, rows.size())).stream()
                .map(id -> Map.<String, Object> of("id", id, "status", "done")).toList();
        Map<String, Object> json = new HashMap<>();
        json.put("page", number);
        json.put("data", data);
        json.put("total_results", rows.size());
        json.put("total_pages", (rows.size() + SIZE - 1) / SIZE);
        json.put("next", from + SIZE < rows.size() ? "https://lobstr" : null);
        return Page.parse(spoil.apply(json), number, SIZE, Run::new);
    }

    private Iterator<Run> iterator() {
        return new PageIterator<>(0, this::page);
    }

    private List<String> readAll() {
        List<String> read = new ArrayList<>();
        iterator().forEachRemaining(run -> read.add(run.getId()));
        return read;
    }

    private static List<String> read(Iterator<Run> runs, int count) {
        List<String> read = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            read.add(runs.next().getId());
        }
        return read;
    }

    private static void without(Map<String, Object> json, String... names) {
        json.keySet().removeAll(List.of(names));
    }

    private void spoil(int page, Consumer<Map<String, Object>> change) {
        spoil = json -> {
            if (page == 0 || json.get("page").equals(page)) {
                change.accept(json);
            }
            return json;
        };
    }

    @Test
    void aListAsItShouldBeCostsARequestAPage() {
        assertThat(readAll()).isEqualTo(rows);
        assertThat(asked).hasSize(8);
    }

    @Test
    void aRowThatIsAddedMeanwhileLetsNoneComeTwice() {
        Iterator<Run> runs = iterator();
        List<String> read = read(runs, SIZE);
        List<String> before = List.copyOf(rows);
        rows.add(0, "new");

        runs.forEachRemaining(run -> read.add(run.getId()));

        assertThat(read).isEqualTo(before);
    }

    @Test
    void aRowThatIsRemovedMeanwhileIsAnError() {
        Iterator<Run> runs = iterator();
        read(runs, SIZE);
        rows.remove("r3");

        assertThatThrownBy(() -> runs.forEachRemaining(run -> {
        })).isInstanceOf(LobstrServerException.class).hasMessageContaining("74").hasMessageContaining("75");
    }

    @Test
    void anEmptyPageIsNotTheEndWhileTheListSaysThatThereIsMore() {
        List<String> others = new ArrayList<>(rows);
        others.removeAll(rows.subList(SIZE, 2 * SIZE));
        spoil(2, json -> json.put("data", List.of()));
        List<String> read = new ArrayList<>();

        assertThatThrownBy(() -> iterator().forEachRemaining(run -> read.add(run.getId())))
                .isInstanceOf(LobstrServerException.class).hasMessageContaining("10 of its 75 items");
        assertThat(read).isEqualTo(others);
    }

    @Test
    void withoutALinkAndANumberOfPagesTheTotalCounts() {
        spoil(0, json -> without(json, "next", "total_pages"));
        assertThat(readAll()).isEqualTo(rows);
    }

    @Test
    void withoutAnyWordAnEmptyPageIsTheEnd() {
        spoil(0, json -> without(json, "next", "total_pages", "total_results"));
        assertThat(readAll()).isEqualTo(rows);
    }

    @Test
    void aLinkThatIsMissingTooEarlyIsNotTheEnd() {
        spoil(0, json -> {
            json.put("next", null);
            without(json, "total_pages");
        });
        assertThat(readAll()).isEqualTo(rows);
    }

    @Test
    void shortPagesAreNotTheEnd() {
        spoil(0, json -> {
            List<?> data = (List<?>) json.get("data");
            json.put("data", data.subList(0, Math.min(3, data.size())));
        });
        List<String> read = new ArrayList<>();
        assertThatThrownBy(() -> iterator().forEachRemaining(run -> read.add(run.getId())))
                .isInstanceOf(LobstrServerException.class);
        assertThat(read).hasSize(24);
    }

    @Test
    void whatAPlanDoesNotShowIsNoError() {
        spoil = json -> {
            json.put("warning", "Your plan shows the first 20 of 75 results.");
            if ((int) json.get("page") >= 2) {
                json.put("next", null);
                json.put("data", (int) json.get("page") > 2 ? List.of() : json.get("data"));
            }
            return json;
        };
        PageIterator<Run> runs = new PageIterator<>(0, this::page);

        assertThat(read(runs, 20)).isEqualTo(rows.subList(0, 20));
        assertThat(runs.hasNext()).isFalse();
        assertThat(runs.getWarning()).isEqualTo("Your plan shows the first 20 of 75 results.");
        assertThat(asked).as("what is counted, and not shown, is not asked for").hasSize(2);
    }

    @Test
    void aListThatIsAlwaysEmptyEnds() {
        spoil(0, json -> {
            json.put("data", List.of());
            json.put("next", "https://lobstr");
        });
        assertThatThrownBy(this::readAll).isInstanceOf(LobstrServerException.class);
        assertThat(asked).hasSizeLessThan(10);
    }

    /** As of a server that does not know the parameter page, and answers without the number of the page. */
    @ParameterizedTest
    @CsvSource({
            "true, first", "true, last", "true, first total_results", "true, first total_results total_pages", "false, first",
            "false, last", "false, first total_results", "false, first total_results total_pages" })
    void aListThatRepeatsItselfIsAnErrorThatSaysSo(boolean ids, String which) {
        LongFunction<Page<Map<String, Object>>> pages = place -> {
            int number = (int) (place / SIZE) + 1;
            asked.add(number);
            int from = which.startsWith("first") ? 0 : Math.min(number - 1, 6) * SIZE;
            Map<String, Object> json = new HashMap<>();
            json.put("data", rows.subList(from, from + SIZE).stream().map(id -> Map.of(ids ? "id" : "name", id)).toList());
            json.put("next", "https://lobstr");
            if (which.contains("total_results")) {
                json.put("total_results", SIZE);
            }
            if (which.contains("total_pages")) {
                json.put("total_pages", 1);
            }
            return Page.parse(json, number, SIZE, ResultRow::of);
        };
        Iterator<Map<String, Object>> iterator = new PageIterator<>(0, pages);
        int before = which.equals("last") ? 7 * SIZE : SIZE;
        List<Map<String, Object>> read = new ArrayList<>();

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> iterator.forEachRemaining(read::add)).isInstanceOf(LobstrServerException.class)
                    .hasMessageContaining("repeats itself at page");
        }
        assertThat(asked).hasSizeLessThan(before / SIZE + 10);
        assertThat(read).hasSizeBetween(before, before + 4 * SIZE);
    }

    /** A row that is there often is no page that comes again. */
    @ParameterizedTest
    @ValueSource(ints = { 1, SIZE, 75, 200 })
    void rowsThatAreEqualAreAllThere(int count) {
        Map<String, Object> row = Map.of("name", "the same");
        Iterator<Map<String, Object>> iterator = new PageIterator<>(0, place -> {
            int from = (int) Math.min(place, count);
            Map<String, Object> json = new HashMap<>();
            json.put("data", Collections.nCopies(Math.min(SIZE, count - from), row));
            json.put("total_results", count);
            json.put("next", from + SIZE < count ? "https://lobstr" : null);
            return Page.parse(json, (int) (place / SIZE) + 1, SIZE, ResultRow::of);
        });

        assertThat(iterator).toIterable().hasSize(count);
    }

    @Test
    void anEmptyListEnds() {
        rows.clear();
        assertThat(readAll()).isEmpty();
        assertThat(asked).hasSize(1);
    }
}
