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

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.lobstr.camel.ManyHistories;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.exception.LobstrTimeoutException;
import io.lobstr.camel.internal.client.Patience;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.model.Run;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Random histories of starts that wait for one squid: of two applications, among faults of the API, runs of others,
 * stops, and callers that give up. Nothing is started twice, or after its wait, and each queue keeps its order.
 */
@AddLifecycleHook(ManyHistories.class)
class StartQueueModelTest {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final List<String> TROUBLES
            = List.of("SlotsLimitExceeded", "RunInProgress", "ConcurrencyLimitExceeded", "lost", "cut", "429", "503");

    /** What happens next, and how much of it. */
    record Step(String what, int amount) {

        boolean is(String trouble) {
            return what.equals("trouble") && TROUBLES.get(amount % TROUBLES.size()).equals(trouble);
        }
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<String> steps = Arbitraries.of(
                "arrive", "arrive", "arrive", "pass", "pass", "pass", "another", "trouble", "trouble", "away", "back", "cancel",
                "stop");
        return Combinators.combine(steps, Arbitraries.integers().between(0, 120)).as(Step::new).list().ofMinSize(4)
                .ofMaxSize(40);
    }

    @Property(tries = 400)
    void nothingIsStartedTwiceAndTheOrderIsKept(@ForAll("histories") List<Step> history) {
        World world = new World();
        history.forEach(world::apply);
        // a start that was cut off takes a run for its own that somebody begins right after: nothing tells them apart
        world.settle(history.stream().noneMatch(step -> step.is("cut") || step.is("503")));
    }

    private static final class World {

        private final FakeSquid api = new FakeSquid();
        private final List<RunStarts> applications = List.of(
                api.starts(api.queues(Duration.ZERO), 0), api.starts(api.queues(Duration.ofSeconds(1)), 60));
        private final Map<Integer, List<CompletableFuture<Run>>> queues
                = new LinkedHashMap<>(Map.of(0, new ArrayList<>(), 1, new ArrayList<>()));
        private final Set<String> ofOthers = new HashSet<>();

        void apply(Step step) {
            switch (step.what()) {
                case "arrive" -> arrive(step.amount() % 2, Duration.ofSeconds(10L + step.amount() * 20L));
                case "another" -> another();
                case "trouble" -> api.starts.add(TROUBLES.get(step.amount() % TROUBLES.size()));
                case "away" -> api.lists = step.amount() % 2 == 0 ? 503 : 429;
                case "back" -> api.lists = 0;
                case "cancel" -> {
                    List<CompletableFuture<Run>> queue = queues.get(step.amount() % 2);
                    if (!queue.isEmpty()) {
                        queue.get(step.amount() % queue.size()).cancel(false);
                    }
                }
                case "stop" -> api.polls.stop(group -> group.equals("route" + step.amount() % 3));
                default -> api.time.pass(Duration.ofSeconds(step.amount()));
            }
        }

        private void arrive(int application, Duration timeout) {
            List<CompletableFuture<Run>> queue = queues.get(application);
            LobstrRequest request = new LobstrRequest(LobstrOperation.startRun, Map.of(Parameter.SQUID, "s"));
            queue.add(applications.get(application)
                    .start(request, new Patience(timeout, INTERVAL, api.time::alarm, "route" + queue.size() % 3))
                    .toCompletableFuture());
        }

        private void another() {
            if (api.runs.stream().allMatch(FakeSquid.FakeRun::isOver)) {
                ofOthers.add(api.begin("s").id);
            }
        }

        void settle(boolean certain) {
            api.time.pass(Duration.ofHours(1));

            Set<String> answered = new HashSet<>();
            int unknown = 0;
            for (List<CompletableFuture<Run>> queue : queues.values()) {
                int last = 0;
                for (CompletableFuture<Run> start : queue) {
                    assertThat(start).isDone();
                    if (!start.isCompletedExceptionally()) {
                        int number = Integer.parseInt(start.join().getId().substring(1));
                        assertThat(number).as("order").isGreaterThan(last);
                        last = number;
                        assertThat(answered.add(start.join().getId()) || !certain).as("once").isTrue();
                    } else if (!start.isCancelled()) {
                        unknown += isUnknown(start) ? 1 : 0;
                    }
                }
            }
            List<String> made = api.runs.stream().map(run -> run.id).filter(id -> !ofOthers.contains(id)).toList();
            assertThat(certain ? made : api.runs.stream().map(run -> run.id).toList()).containsAll(answered);
            assertThat(made.size()).as("runs that nobody heard of").isLessThanOrEqualTo(answered.size() + unknown);
            assertThat(api.polls.isWaiting()).isFalse();
            api.requests.clear();
            api.time.pass(Duration.ofHours(1));
            assertThat(api.requests).isEmpty();
        }

        private static boolean isUnknown(CompletableFuture<Run> start) {
            Throwable failure = ((CompletionException) catchThrowable(start::join)).getCause();
            assertThat(failure).isInstanceOfAny(
                    LobstrTimeoutException.class, LobstrStoppedException.class, LobstrServerException.class);
            boolean unknown = failure instanceof LobstrServerException server && server.isRequestSent();
            assertThat(unknown).isEqualTo(failure instanceof LobstrServerException);
            return unknown;
        }
    }
}
