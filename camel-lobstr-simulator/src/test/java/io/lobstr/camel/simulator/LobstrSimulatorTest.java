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
package io.lobstr.camel.simulator;

import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LobstrSimulatorTest extends SimulatorTestSupport {

    @Test
    void knowsWhatItHas() {
        SimulatedSquid squid = simulator.addSquid("Maps");
        SimulatedRun run = squid.startRun();

        assertThat(simulator.squid(squid.id())).isSameAs(squid);
        assertThat(simulator.run(run.id())).isSameAs(run);
        assertThat(simulator.squids()).containsExactly(squid);
        assertThat(simulator.apiKey()).isEqualTo("test-key");
        assertThatIllegalArgumentException().isThrownBy(() -> simulator.run("nope"));
        assertThatIllegalArgumentException().isThrownBy(() -> simulator.squid("nope"));
        assertThatIllegalArgumentException().isThrownBy(() -> simulator.addSquid("Again", s -> s.id(squid.id())));
        assertThatIllegalArgumentException().isThrownBy(() -> squid.addRun(r -> r.id(run.id())));
        assertThat(squid.runCount()).isEqualTo(1);
    }

    @Test
    void itsIdsFollowFromTheSeed() {
        assertThat(ids(5)).isEqualTo(ids(5)).isNotEqualTo(ids(6)).allMatch(id -> id.matches("[0-9a-f]{32}"))
                .doesNotHaveDuplicates();
    }

    private static List<String> ids(long seed) {
        SimulatedSquid squid = LobstrSimulator.builder().seed(seed).build().addSquid("Maps");
        squid.addFinishedRuns(100);
        List<String> ids = new ArrayList<>(List.of(squid.id(), squid.startRun().id()));
        squid.runs().stream().skip(1).map(SimulatedRun::id).forEach(ids::add);
        return ids;
    }

    @Test
    void stopsAndStartsOnTheSamePortsWithAllItKnew() throws Exception {
        SimulatedRun run = simulator.addSquid("Maps").startRun();
        String baseUrl = simulator.baseUrl();
        String filesOrigin = simulator.filesOrigin();
        api.get("/me");

        simulator.stop();
        assertThatThrownBy(() -> api.get("/me")).isInstanceOf(ConnectException.class);

        simulator.start();
        assertThat(simulator.baseUrl()).isEqualTo(baseUrl);
        assertThat(simulator.filesOrigin()).isEqualTo(filesOrigin);
        assertThat(api.get("/runs/" + run.id()).get("status").textValue()).isEqualTo("pending");
    }

    @Test
    void hasNoUrlBeforeItIsStarted() {
        assertThatIllegalStateException().isThrownBy(() -> LobstrSimulator.builder().build().baseUrl());
    }

    @Test
    void closesSoonWhileAnswersAreUnderWay() throws Exception {
        CountDownLatch underWay = new CountDownLatch(1);
        simulator.afterAnswer(request -> underWay.countDown());
        faults().always("*", Fault.slow(Duration.ofSeconds(20)));
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            CompletableFuture<?> call = CompletableFuture.supplyAsync(() -> {
                try {
                    return api.call("GET", "/me", null);
                } catch (Exception e) {
                    throw new CompletionException(e);
                }
            }, threads);
            assertThat(underWay.await(30, TimeUnit.SECONDS)).isTrue();
            simulator.close();
            // an answer that comes at once, or none: not the 20 s that it would take
            call.handle((answer, failure) -> failure).get(9, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void countsAllRequestsAndKeepsTheLatest() throws Exception {
        try (LobstrSimulator small = LobstrSimulator.builder().keptRequests(3).build().start()) {
            Api client = new Api(small);
            SimulatedRun run = small.addSquid("Maps").startRun();
            client.get("/me");
            for (int i = 0; i < 5; i++) {
                client.get("/runs/" + run.id() + "?n=" + i);
            }
            client.get("/runs/" + run.id() + "/stats");

            assertThat(small.requests().count()).isEqualTo(7);
            assertThat(small.requests().count("GET /v1/me")).isEqualTo(1);
            assertThat(small.requests().count("GET /v1/runs/*")).isEqualTo(5);
            assertThat(small.requests().count("/v1/runs/**")).isEqualTo(6);
            assertThat(small.requests().count("POST /v1/runs/*")).isZero();
            assertThat(small.requests().all()).hasSize(3);
            assertThat(small.requests().matching("GET /v1/runs/*")).extracting(request -> request.query().get("n"))
                    .containsExactly("3", "4");
            assertThat(small.requests().last().orElseThrow().header("authorization")).contains("Token simulator-key");
            small.reset();
            assertThat(small.requests().count()).isZero();
            assertThat(small.requests().all()).isEmpty();
        }
    }

    @Test
    void keepsTheBodyOfARequest() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps");
        api.post("/runs", start(squid));

        assertThat(simulator.requests().last().orElseThrow().body()).isEqualTo(start(squid));
        assertThat(simulator.requests().last().orElseThrow().at()).isEqualTo(clock.instant());
    }

    @Test
    void callsBackAroundEachAnswer() throws Exception {
        List<String> calls = new ArrayList<>();
        simulator.beforeAnswer(request -> calls.add("before " + request.path()));
        simulator.afterAnswer(request -> calls.add("after " + request.path()));

        api.get("/me");
        assertThat(calls).containsExactly("before /v1/me", "after /v1/me");

        simulator.reset();
        api.get("/me");
        assertThat(calls).hasSize(2);
    }

    @Test
    void startsOneRunHoweverManyAskAtOnce() throws Exception {
        int callers = 8;
        CyclicBarrier together = new CyclicBarrier(callers);
        simulator.beforeAnswer(request -> await(together));
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            for (int round = 0; round < 50; round++) {
                SimulatedSquid squid = simulator.addSquid("Maps " + round);
                Callable<Integer> call = () -> api.call("POST", "/runs", start(squid)).statusCode();
                List<Integer> statuses = new ArrayList<>();
                for (Future<Integer> status : threads.invokeAll(Collections.nCopies(callers, call))) {
                    statuses.add(status.get());
                }
                assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 400);
                assertThat(squid.runCount()).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void startsInAboutASecond() {
        long start = System.nanoTime();
        LobstrSimulator.builder().build().start().close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }
}
