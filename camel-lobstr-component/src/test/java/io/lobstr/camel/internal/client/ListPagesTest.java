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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.internal.http.ApiKey;
import io.lobstr.camel.internal.http.FakeHttp;
import io.lobstr.camel.internal.http.LobstrSettings;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.PageIterator;
import io.lobstr.camel.internal.operation.Parameter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Lists of which a plan refuses big pages, or makes them smaller.
 */
class ListPagesTest {

    private static final String REFUSED
            = "{\"errors\":{\"message\":\"too many\",\"type\":\"ExportLimitReached\",\"code\":400}}";

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<Integer> sizes = new ArrayList<>();
    private int total = 250;
    private boolean ids = true;
    /**
     * What the plan allows at each request, and how big it makes a page: again from the beginning when all are over.
     */
    private List<Integer> allowed = List.of(100);
    private int biggest = 100;

    @AfterEach
    @AfterProperty
    void stop() {
        timer.shutdownNow();
    }

    private LobstrClient client() {
        LobstrSettings settings = new LobstrSettings(
                new ApiKey("k3y"), URI.create("https://api"), Duration.ofSeconds(30), 1_000_000);
        return new LobstrClient(
                new FakeHttp(this::answer), timer, settings, new RetryPolicy(0, Duration.ZERO, Duration.ZERO),
                new RequestBudget(0), (operation, status, took) -> {
                });
    }

    private ClassicHttpResponse answer(ClassicHttpRequest request) throws IOException {
        Map<String, String> query;
        try {
            query = Arrays.stream(request.getUri().getQuery().split("&")).map(one -> one.split("="))
                    .collect(Collectors.toMap(one -> one[0], one -> one[1]));
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        int size = Integer.parseInt(query.get("limit"));
        boolean refused = size > allowed.get(sizes.size() % allowed.size());
        sizes.add(size);
        ClassicHttpResponse response = new BasicClassicHttpResponse(refused ? 400 : 200);
        response.setEntity(new StringEntity(
                refused ? REFUSED : page(Integer.parseInt(query.get("page")), Math.min(size, biggest)),
                ContentType.APPLICATION_JSON.withCharset(StandardCharsets.UTF_8)));
        return response;
    }

    private String page(int number, int size) {
        int from = Math.min((number - 1) * size, total);
        int to = Math.min(from + size, total);
        String data = IntStream.range(from, to).mapToObj(row -> "{\"" + (ids ? "id" : "row") + "\":\"" + row + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        return "{\"page\":" + number + ",\"limit\":" + size + ",\"total_results\":" + total + ",\"total_pages\":"
               + (total + size - 1) / size + ",\"data\":" + data + ",\"next\":" + (to < total ? "\"https://api\"" : "null")
               + "}";
    }

    private List<String> read(LobstrClient client, int page, int limit) {
        LobstrRequest request = new LobstrRequest(LobstrOperation.listResults, Map.of(Parameter.RUN, "r1")).page(page, limit);
        ListPages<Map<String, Object>> pages = new ListPages<>(client, request, Pause.BLOCKING);
        List<String> rows = new ArrayList<>();
        new PageIterator<>(pages.begin(), pages::at)
                .forEachRemaining(row -> rows.add(row.values().iterator().next().toString()));
        return rows;
    }

    private List<String> rows(int from) {
        return IntStream.range(Math.min(from, total), total).mapToObj(String::valueOf).toList();
    }

    @Test
    void aPlanThatRefusesBigPagesIsReadInSmallOnesAndRemembered() {
        allowed = List.of(30);
        LobstrClient client = client();

        assertThat(read(client, 1, 100)).isEqualTo(rows(0));
        assertThat(sizes).hasSize(11).startsWith(100, 50, 30).endsWith(30);
        sizes.clear();
        assertThat(read(client, 1, 50)).isEqualTo(rows(0));
        assertThat(sizes).containsOnly(30).hasSize(9);
        sizes.clear();
        assertThat(read(client, 3, 20)).as("what is smaller stays so").isEqualTo(rows(40));
        assertThat(sizes).containsOnly(20);
    }

    @Test
    void aPlanThatRefusesAnyPageFailsInItsOwnWords() {
        allowed = List.of(5);

        assertThatThrownBy(() -> read(client(), 1, 100)).isInstanceOf(LobstrException.class).hasMessageContaining("too many")
                .hasMessageNotContaining("allPages");
        assertThat(sizes).containsExactly(100, 50, 30, 10);
    }

    /** Whenever it is refused, wherever the list begins, and whether or not its rows have ids. */
    @Property(tries = 1000)
    void noRowIsLostOrComesTwice(
            @ForAll @IntRange(max = 250) int rows, @ForAll @IntRange(min = 1, max = 100) int limit,
            @ForAll @IntRange(min = 1, max = 4) int first, @ForAll boolean withIds,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 10, max = 100) Integer> plan,
            @ForAll @IntRange(min = 10, max = 100) int cap) {
        total = rows;
        ids = withIds;
        allowed = plan;
        biggest = cap;
        sizes.clear();
        try {
            assertThat(read(client(), first, limit)).isEqualTo(rows((first - 1) * limit));
        } catch (UncheckedIOException e) {
            throw new AssertionError(e);
        }
    }
}
