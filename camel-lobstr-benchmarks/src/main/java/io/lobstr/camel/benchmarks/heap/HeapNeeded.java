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
package io.lobstr.camel.benchmarks.heap;

import java.util.List;
import java.util.Locale;

import io.lobstr.camel.benchmarks.Fork;
import io.lobstr.camel.benchmarks.Scale;
import io.lobstr.camel.benchmarks.Scenario;
import io.lobstr.camel.benchmarks.heap.BigReader.Way;
import io.lobstr.camel.benchmarks.report.Report;
import io.lobstr.camel.benchmarks.report.Row;
import io.lobstr.camel.benchmarks.server.FastServer;
import io.lobstr.camel.benchmarks.server.RunJson;

/**
 * Whether a heap of 64 MB is enough for what is bigger.
 */
public final class HeapNeeded implements Scenario {

    private static final int MEGABYTES = 64;
    private static final int PAGE = RunJson.PAGE;
    private static final int ROW = 10_240;

    @Override
    public void measure(Scale scale, Report report) throws Exception {
        int runs = scale.of(1_000_000, 1000);
        compare(scale, report, "page " + format(runs) + " runs", BigReader.What.listRuns,
                (request, length) -> FastServer.json(
                        RunJson.page(FastServer.number(request, length, "page"), runs, RunJson.SQUID)));

        int rowPages = scale.of((1 << 30) / (ROW * PAGE) + 1, 2);
        byte[][] rows = { FastServer.json(rows(rowPages, 0)), FastServer.json(rows(rowPages, PAGE)) };
        compare(scale, report, "stream " + format((long) rowPages * PAGE * ROW >> 20) + " MB of results",
                BigReader.What.listResults,
                (request, length) -> rows[FastServer.number(request, length, "page") % rows.length]);

        int squids = scale.of(10_000, 100);
        byte[] history = anyPage(PAGE);
        compare(scale, report, "watch " + format(squids) + " squids with 100 runs each", BigReader.What.finishedRuns,
                (request, length) -> isForSquids(request)
                        ? FastServer.json(squids(FastServer.number(request, length, "page"), squids)) : history);
    }

    private static String format(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** The same for each page, so that it costs the server nothing: it does not say which it is, nor which is next. */
    private static byte[] anyPage(int runs) {
        return FastServer
                .json(RunJson.page(1, runs, RunJson.SQUID).replace("\"page\":1,", "").replaceAll(",\"next\":[^,]*", ""));
    }

    private static boolean isForSquids(byte[] request) {
        // GET /v1/squids
        return request[8] == 's';
    }

    /**
     * Without ids: each second page has the same, and the same row on another page would be one that has moved. The
     * same page again and again would be a list that repeats itself.
     */
    private static String rows(int pages, int first) {
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < PAGE; i++) {
            data.append(i == 0 ? "" : ",").append("{\"no\":\"").append(RunJson.id(first + i))
                    .append("\",\"object\":\"result\",\"text\":\"")
                    .append("x".repeat(ROW - 80)).append("\"}");
        }
        return "{\"total_results\":" + pages * PAGE + ",\"total_pages\":" + pages + ",\"data\":[" + data + "]}";
    }

    private static String squids(int page, int squids) {
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < PAGE; i++) {
            data.append(i == 0 ? "" : ",").append("{\"id\":\"").append(RunJson.id(page * PAGE + i))
                    .append("\",\"created_at\":\"2025-02-04T10:25:41Z\",\"name\":\"Squid\",\"is_active\":true,")
                    .append("\"last_run_status\":\"DONE\",\"last_run_at\":\"2025-02-04T10:25:41Z\",\"total_runs\":100}");
        }
        return "{\"total_results\":" + squids + ",\"total_pages\":" + squids / PAGE + ",\"data\":[" + data + "]}";
    }

    private static void compare(Scale scale, Report report, String what, BigReader.What which, FastServer.Answers answers)
            throws Exception {
        try (FastServer server = new FastServer(answers)) {
            report.progress(what);
            String ours = heap(server, which, Way.LOBSTR);
            String other = scale == Scale.FULL ? heap(server, which, Way.LIST) : "";
            report.add(new Row(
                    "heap of " + MEGABYTES + " MB: " + what, ours, other, "", "enough", !ours.startsWith("out")));
        }
    }

    private static String heap(FastServer server, BigReader.What what, Way way) throws Exception {
        try (Fork fork = new Fork(
                BigReader.class, List.of("-Xmx" + MEGABYTES + "m", "-XX:+ExitOnOutOfMemoryError"), server.baseUrl(),
                what.name(),
                way.name())) {
            int exit = fork.end();
            if (exit == 0) {
                return "enough, " + fork.await("live") + " MB at the end";
            }
            if (fork.output().stream().anyMatch(line -> line.contains("OutOfMemory"))) {
                return "out of memory";
            }
            throw new IllegalStateException(fork.output().toString());
        }
    }
}
