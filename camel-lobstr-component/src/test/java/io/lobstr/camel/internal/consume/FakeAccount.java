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
package io.lobstr.camel.internal.consume;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lobstr.camel.internal.http.FakeHttp;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

/**
 * An account at the far side: its squids, their runs, and what can be wrong with what is answered. Pages are as small
 * as it likes, whatever was asked for.
 */
final class FakeAccount implements FakeHttp.Answers {

    private static final ObjectMapper JSON = new ObjectMapper();

    static final class FakeRun {

        final String id;
        final String squid;
        final Instant started;
        Instant ended;

        FakeRun(String id, String squid, Instant started) {
            this.id = id;
            this.squid = squid;
            this.started = started;
        }

        boolean isOver() {
            return ended != null;
        }
    }

    /** The next request of these is answered so; 0 for no answer at all. */
    private record Fault(Predicate<String> which, int status, boolean byTheApi) {
    }

    /** The order in which they are listed; of each its runs, newest first. */
    final Map<String, List<FakeRun>> squids = new LinkedHashMap<>();
    final List<FakeRun> deleted = new ArrayList<>();
    /** Squids that the API said once that it does not know. */
    final Set<String> missed = new HashSet<>();
    /** In so many sweeps they are passed over. */
    final Map<String, Integer> unlisted = new HashMap<>();
    /** Runs that are over, and were shown as if they went on. */
    final Set<String> shownActive = new HashSet<>();
    int requests;
    private final int pageSize;
    private final boolean dated;
    private Instant now;
    private int numbers;
    private Fault fault;
    private boolean late;
    /** In so many answers a list of runs is shown as it was when it was asked for last. */
    private int lateRuns;
    /** In so many answers a list has a row that nobody can read. */
    private int oddRows;
    private final Map<String, List<Map<String, Object>>> shownRuns = new HashMap<>();
    private List<Map<String, Object>> lines = List.of();
    private Runnable meanwhile;
    private String after;

    FakeAccount(int pageSize, boolean dated, Instant now) {
        this.pageSize = pageSize;
        this.dated = dated;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }

    int pages() {
        return Math.max(1, (squids.size() + pageSize - 1) / pageSize);
    }

    String create(int place) {
        String id = "s" + numbers++;
        List<String> order = new ArrayList<>(squids.keySet());
        order.add(place % (order.size() + 1), id);
        squids.put(id, new ArrayList<>());
        Map<String, List<FakeRun>> all = new HashMap<>(squids);
        squids.clear();
        order.forEach(each -> squids.put(each, all.get(each)));
        return id;
    }

    void delete(String squid) {
        deleted.addAll(squids.remove(squid));
        unlisted.remove(squid);
    }

    FakeRun start(String squid) {
        FakeRun run = new FakeRun("r" + numbers++, squid, now);
        squids.get(squid).add(0, run);
        return run;
    }

    /** The next answer to a request of such a path is an error. */
    void fail(String path, int page, int status, boolean byTheApi) {
        fault = new Fault(asked -> asked.startsWith(path) && asked.endsWith(" " + page), status, byTheApi);
    }

    /** Every answer to a request of such a path is an error, of some of its pages. */
    void failAlways(String path, IntPredicate pages) {
        fault = new Fault(
                asked -> asked.startsWith(path) && pages.test(Integer.parseInt(asked.substring(asked.indexOf(' ') + 1))), -500,
                true);
    }

    /** The next sweep shows what the last one did. */
    void beLate() {
        late = true;
    }

    /** The next list of runs is as it was when it was shown last. */
    void showLateRuns() {
        lateRuns = 1;
    }

    void showOddRows(int answers) {
        oddRows = answers;
    }

    /** Something happens after the next answer to such a path. */
    void after(String path, Runnable what) {
        after = path;
        meanwhile = what;
    }

    boolean isWell() {
        return fault == null && !late && lateRuns == 0 && unlisted.isEmpty();
    }

    void beWell() {
        fault = null;
        late = false;
        lateRuns = 0;
        oddRows = 0;
        meanwhile = null;
        unlisted.clear();
        missed.clear();
    }

    @Override
    public ClassicHttpResponse to(ClassicHttpRequest request) throws IOException {
        requests++;
        URI uri = URI.create("http://api" + request.getRequestUri());
        Map<String, String> query = new HashMap<>();
        for (String word : uri.getRawQuery() == null ? new String[0] : uri.getRawQuery().split("&")) {
            String[] pair = word.split("=", 2);
            query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        int page = Integer.parseInt(query.getOrDefault("page", "1"));
        ClassicHttpResponse response = answer(uri.getPath(), query, page);
        if (meanwhile != null && uri.getPath().startsWith(after)) {
            Runnable happens = meanwhile;
            meanwhile = null;
            happens.run();
        }
        return response;
    }

    private ClassicHttpResponse answer(String path, Map<String, String> query, int page) throws IOException {
        String squid = query.get("squid");
        if (fault != null && fault.which.test(path + " " + page)) {
            Fault now = fault;
            if (now.status < 0) {
                return error(-now.status, now.byTheApi);
            }
            fault = null;
            if (now.status == 0) {
                throw new IOException("connection reset");
            }
            if (now.status == 404 && now.byTheApi && squid != null) {
                missed.add(squid);
            }
            return error(now.status, now.byTheApi);
        }
        if (path.equals("/squids")) {
            return squids(page);
        }
        if (path.equals("/runs")) {
            return squids.containsKey(squid) ? page(runs(squid, page), page) : error(404, true);
        }
        String id = path.substring("/runs/".length());
        for (List<FakeRun> runs : squids.values()) {
            for (FakeRun run : runs) {
                if (run.id.equals(id)) {
                    return response(200, json(run));
                }
            }
        }
        return error(404, true);
    }

    private List<Map<String, Object>> runs(String squid, int page) {
        if (lateRuns == 0 || page > 1) {
            shownRuns.put(squid, squids.get(squid).stream().map(FakeAccount::json).toList());
        } else {
            lateRuns--;
        }
        List<Map<String, Object>> shown = shownRuns.getOrDefault(squid, List.of());
        squids.get(squid).stream().filter(FakeRun::isOver)
                .filter(run -> shown.stream().anyMatch(row -> row.get("id").equals(run.id) && row.get("ended_at") == null))
                .forEach(run -> shownActive.add(run.id));
        return shown;
    }

    private ClassicHttpResponse squids(int page) throws IOException {
        if (page == 1 && !late) {
            lines = squids.entrySet().stream().map(squid -> line(squid.getKey(), squid.getValue())).toList();
        }
        List<Map<String, Object>> shown = late
                ? lines : squids.entrySet().stream().filter(squid -> !unlisted.containsKey(squid.getKey()))
                        .map(squid -> line(squid.getKey(), squid.getValue())).toList();
        ClassicHttpResponse response = page(shown, page);
        if (page * pageSize >= shown.size()) {
            late = false;
            unlisted.replaceAll((squid, times) -> times - 1);
            unlisted.values().removeIf(times -> times == 0);
        }
        return response;
    }

    private static Map<String, Object> line(String id, List<FakeRun> runs) {
        Map<String, Object> line = new LinkedHashMap<>();
        FakeRun newest = runs.isEmpty() ? null : runs.get(0);
        line.put("id", id);
        line.put("last_run_status", newest == null ? null : status(newest).toUpperCase(Locale.ROOT));
        line.put("last_run_at", newest == null ? null : newest.started.toString());
        line.put("total_runs", runs.size());
        return line;
    }

    private static Map<String, Object> json(FakeRun run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", run.id);
        json.put("squid", run.squid);
        json.put("status", status(run));
        json.put("created_at", run.started.toString());
        json.put("started_at", run.started.toString());
        json.put("ended_at", run.isOver() ? run.ended.toString() : null);
        return json;
    }

    private static String status(FakeRun run) {
        return run.isOver() ? "done" : "running";
    }

    private ClassicHttpResponse page(List<Map<String, Object>> all, int page) throws IOException {
        int from = Math.min((page - 1) * pageSize, all.size());
        int to = Math.min(page * pageSize, all.size());
        Map<String, Object> json = new LinkedHashMap<>();
        List<Map<String, Object>> rows = new ArrayList<>(all.subList(from, to));
        if (oddRows > 0) {
            oddRows--;
            rows.add(rows.size() / 2, oddRows % 2 == 0 ? null : Map.of("id", Map.of()));
        }
        json.put("data", rows);
        json.put("page", page);
        json.put("total_results", all.size());
        json.put("total_pages", (all.size() + pageSize - 1) / pageSize);
        json.put("next", to < all.size() ? "https://api/?page=" + (page + 1) : null);
        return response(200, json);
    }

    private ClassicHttpResponse error(int status, boolean byTheApi) throws IOException {
        return byTheApi
                ? response(status, Map.of("errors", Map.of("message", "no", "type", "Refused", "code", status)))
                : response(status, Map.of());
    }

    private ClassicHttpResponse response(int status, Map<String, Object> json) throws IOException {
        ClassicHttpResponse response = new BasicClassicHttpResponse(status);
        if (dated) {
            response.setHeader(HttpHeaders.DATE, DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
        }
        response.setEntity(new ByteArrayEntity(JSON.writeValueAsBytes(json), ContentType.APPLICATION_JSON));
        return response;
    }
}
