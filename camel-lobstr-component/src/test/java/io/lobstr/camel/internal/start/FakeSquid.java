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
package io.lobstr.camel.internal.start;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Polls;
import io.lobstr.camel.internal.client.RetryPolicy;
import io.lobstr.camel.internal.client.VirtualTime;
import io.lobstr.camel.internal.consume.VirtualScheduler;
import io.lobstr.camel.internal.http.ApiKey;
import io.lobstr.camel.internal.http.FakeHttp;
import io.lobstr.camel.internal.http.LobstrSettings;
import io.lobstr.camel.model.Run;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

/**
 * An API of squids on a clock that stands still, and what waits for runs there. Each squid has one active run at most.
 */
final class FakeSquid implements FakeHttp.Answers, RunInTheWay {

    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");
    private static final String REFUSAL = "{\"error\":{\"message\":\"not now\",\"type\":\"%s\"}}";

    final VirtualTime time = new VirtualTime();
    final Polls polls = new Polls();
    final List<String> requests = new ArrayList<>();
    /** The newest comes first. */
    final List<FakeRun> runs = new ArrayList<>();
    /**
     * What is said to the next starts instead: a type of error, "lost" after it was done, "cut" before, or a status.
     */
    final Deque<String> starts = new ArrayDeque<>();
    /** What is said to every start instead. */
    String always;
    /** A status that is said to every list instead, 0 for none. */
    int lists;
    /** What happens while a list or a start is on its way. */
    Runnable onList = () -> {
    };
    Runnable onStart = () -> {
    };
    /** How long a run takes. */
    Duration length = Duration.ofMinutes(1);

    private final long origin = time.nanoTime();

    /** One run. */
    final class FakeRun {

        final String id = "r" + (runs.size() + 1);
        final String squid;
        final Instant created = now();
        long ends;

        FakeRun(String squid) {
            this.squid = squid;
            this.ends = time.nanoTime() + length.toNanos();
        }

        boolean isOver() {
            return time.nanoTime() - ends >= 0;
        }

        private String json() {
            return "{\"id\":\"%s\",\"object\":\"run\",\"squid\":\"%s\",\"origin\":\"user\",\"status\":\"%s\",\"created_at\":\"%s\"}"
                    .formatted(id, squid, isOver() ? "done" : "running", created);
        }
    }

    /** @return starts through a client of its own */
    RunStarts starts(StartQueues queues, int requestsPerMinute) {
        LobstrSettings settings = new LobstrSettings(
                new ApiKey("k3y"), URI.create("http://localhost"), Duration.ofSeconds(30), 1_000_000);
        VirtualScheduler timer = new VirtualScheduler(time);
        LobstrClient client = new LobstrClient(
                new FakeHttp(this), timer, settings, new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofMinutes(1)),
                time.budget(requestsPerMinute), (asked, code, took) -> {
                });
        return new RunStarts(client, timer, polls, queues, "account", this);
    }

    StartQueues queues(Duration perRequest) {
        return new StartQueues(() -> perRequest, time::nanoTime);
    }

    FakeRun begin(String squid) {
        FakeRun run = new FakeRun(squid);
        runs.add(0, run);
        return run;
    }

    long count(String request) {
        return requests.stream().filter(request::equals).count();
    }

    private Instant now() {
        return BEGIN.plusNanos(time.nanoTime() - origin);
    }

    @Override
    public ClassicHttpResponse to(ClassicHttpRequest request) throws IOException {
        if (request.getMethod().equals("POST")) {
            requests.add("start");
            onStart.run();
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            request.getEntity().writeTo(body);
            return start(body.toString(StandardCharsets.UTF_8).replaceFirst(".*\"squid\" *: *\"([^\"]*)\".*", "$1"));
        }
        requests.add("list");
        onList.run();
        if (lists != 0) {
            return answer(lists, REFUSAL.formatted("Away"));
        }
        String squid = squid(request);
        List<FakeRun> some = runs.stream().filter(run -> run.squid.equals(squid)).limit(10).toList();
        return answer(200, some.stream().map(FakeRun::json).collect(
                Collectors.joining(",", "{\"total_results\":" + some.size() + ",\"page\":1,\"limit\":10,\"data\":[", "]}")));
    }

    private static String squid(ClassicHttpRequest request) {
        try {
            String query = request.getUri().getQuery();
            return query.replaceFirst(".*squid=([^&]*).*", "$1");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private ClassicHttpResponse start(String squid) throws IOException {
        String instead = always != null ? always : starts.isEmpty() ? "" : starts.remove();
        if (instead.equals("cut")) {
            throw new IOException("cut");
        }
        if (instead.matches("\\d+")) {
            return answer(Integer.parseInt(instead), REFUSAL.formatted("Away"));
        }
        if (!instead.isEmpty() && !instead.equals("lost")) {
            return answer(400, REFUSAL.formatted(instead));
        }
        if (runs.stream().anyMatch(run -> run.squid.equals(squid) && !run.isOver())) {
            return answer(400, REFUSAL.formatted("RunInProgress"));
        }
        FakeRun run = begin(squid);
        if (instead.equals("lost")) {
            throw new IOException("lost");
        }
        return answer(200, run.json());
    }

    private ClassicHttpResponse answer(int status, String body) {
        ClassicHttpResponse response = new BasicClassicHttpResponse(status);
        response.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        response.setHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now().atOffset(ZoneOffset.UTC)));
        return response;
    }

    /** Looks at it at each interval. */
    @Override
    public CompletionStage<Run> over(Run run, String squid, Duration timeout, Duration interval) {
        CompletableFuture<Run> over = new CompletableFuture<>();
        look(run, over, interval);
        return over;
    }

    private void look(Run run, CompletableFuture<Run> over, Duration interval) {
        time.alarm(interval, () -> {
            if (over.isDone()) {
                return;
            }
            requests.add("look");
            if (runs.stream().anyMatch(one -> one.id.equals(run.getId()) && one.isOver())) {
                over.complete(new Run(Map.of("id", run.getId(), "status", "done")));
            } else {
                look(run, over, interval);
            }
        });
    }
}
