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
package io.lobstr.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.MovableClock;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.RunStatus;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.service.ServiceHelper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The real consumer on the simulator, its clock in the test's hand, through random histories: nothing is lost, and
 * nothing comes again once it was settled, whatever repository remembers it.
 */
@AddLifecycleHook(ManyHistories.class)
class ConsumerModelTest {

    private static final MovableClock CLOCK = new MovableClock("2026-03-01T12:00:00Z");
    private static LobstrSimulator simulator;
    private static DefaultCamelContext context;

    enum Remembering {
        NONE_GIVEN,
        MEMORY,
        FILE,
        FILE_THAT_FORGETS
    }

    record Step(String what, int which) {
    }

    @BeforeContainer
    static void start() {
        simulator = LobstrSimulator.builder().clock(CLOCK).seed(7).build().start();
        context = new DefaultCamelContext();
        LobstrComponent component = new LobstrComponent();
        component.getConfiguration().setApiKey(simulator.apiKey());
        component.getConfiguration().setBaseUrl(simulator.baseUrl());
        component.getConfiguration().setMaxRetries(0);
        component.setRequestsPerMinute(0);
        component.useClock(CLOCK);
        context.addComponent("lobstr", component);
        context.start();
    }

    @AfterContainer
    static void stop() throws Exception {
        context.close();
        simulator.close();
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return Combinators.combine(Arbitraries.frequency(
                Tuple.of(5, "start"), Tuple.of(4, "time passes"), Tuple.of(2, "finish"), Tuple.of(1, "error"),
                Tuple.of(2, "pause"), Tuple.of(2, "resume"), Tuple.of(8, "poll"), Tuple.of(6, "succeed"), Tuple.of(3, "fail"),
                Tuple.of(1, "crash"), Tuple.of(1, "stop and start"), Tuple.of(2, "fault"),
                Tuple.of(1, "a run starts between two pages"), Tuple.of(3, "hint"), Tuple.of(2, "lie"),
                Tuple.of(1, "suspend and resume")),
                Arbitraries.integers().between(0, 11)).as(Step::new).list().ofMaxSize(60);
    }

    @Property(tries = 50, shrinking = ShrinkingMode.BOUNDED)
    void nothingIsLostAndNothingComesTwice(
            @ForAll("histories") List<Step> history, @ForAll Remembering remembering, @ForAll boolean wholeAccount)
            throws Exception {
        World world = new World(remembering, wholeAccount);
        try {
            for (Step step : history) {
                world.apply(step);
            }
            world.settleEverything();
            assertThat(world.handled.keySet()).containsExactlyInAnyOrderElementsOf(world.wanted());
            assertThat(world.handled.values()).allMatch(times -> times == 1);
            world.isIdle();
        } finally {
            world.close();
        }
    }

    private static final class World {

        private final Map<String, Integer> handled = new HashMap<>();
        private final Map<Exchange, AsyncCallback> inFlight = new HashMap<>();
        private final List<SimulatedSquid> squids = new ArrayList<>();
        private final Set<String> history = new HashSet<>();
        private final Remembering remembering;
        private final boolean wholeAccount;
        private final Path folder;
        private final Map<String, Object> keys = new ConcurrentHashMap<>();
        private LobstrConsumer consumer;
        private int lives;

        World(Remembering remembering, boolean wholeAccount) throws Exception {
            this.remembering = remembering;
            this.wholeAccount = wholeAccount;
            this.folder = Files.createTempDirectory("runs");
            for (int i = 0; i < 3; i++) {
                SimulatedSquid squid = simulator.addSquid("Squid " + i, setup -> setup
                        .pendingFor(Duration.ofSeconds(5)).runningFor(Duration.ofMinutes(3))
                        .uploadingFor(Duration.ofSeconds(20)));
                squid.addFinishedRuns(40 * i);
                squid.runs().forEach(run -> history.add(run.id()));
                squids.add(squid);
            }
            // however late the first reading comes, they had ended before
            CLOCK.advance(Duration.ofMinutes(1));
            live();
            poll();
        }

        /** A process begins, and knows only what was remembered. */
        private void live() throws Exception {
            IdempotentRepository repository = switch (remembering) {
                case NONE_GIVEN -> null;
                case MEMORY -> new MemoryIdempotentRepository(keys);
                case FILE -> FileIdempotentRepository.fileIdempotentRepository(folder.resolve("runs.txt").toFile());
                case FILE_THAT_FORGETS ->
                    FileIdempotentRepository.fileIdempotentRepository(folder.resolve("runs.txt").toFile(), 1000, 8192);
            };
            String name = "life" + lives++ + "of" + System.identityHashCode(this);
            String option = "memoryName=world" + System.identityHashCode(this);
            if (repository != null) {
                context.getRegistry().bind(name, repository);
                option = "idempotentRepository=#" + name;
            }
            String squid = wholeAccount
                    ? "" : "&squid=" + String.join(",", squids.stream().map(SimulatedSquid::id).toList());
            LobstrEndpoint endpoint = context.getEndpoint(
                    "lobstr:finishedRuns?startScheduler=false&" + option + squid, LobstrEndpoint.class);
            AsyncProcessor processor = new AsyncProcessorSupport() {
                @Override
                public boolean process(Exchange exchange, AsyncCallback callback) {
                    inFlight.put(exchange, callback);
                    return false;
                }
            };
            consumer = (LobstrConsumer) endpoint.createConsumer(PluginHelper.getInternalProcessorFactory(context)
                    .addUnitOfWorkProcessorAdvice(context, processor, null));
            ServiceHelper.startService(consumer);
        }

        void apply(Step step) throws Exception {
            SimulatedSquid squid = squids.get(step.which() % squids.size());
            switch (step.what()) {
                case "start" -> squid.forceRun();
                case "time passes" -> CLOCK.advance(Duration.ofSeconds(10L * (1 + step.which())));
                case "finish" -> open(squid, step.which(), run -> run.finish());
                case "error" -> open(squid, step.which(), run -> run.fail("cookies_expired"));
                case "pause" -> open(squid, step.which(), run -> {
                    if (run.status() != RunStatus.UPLOADING) {
                        run.pause();
                    }
                });
                case "resume" -> squid.runs().stream().filter(run -> run.status() == RunStatus.PAUSED)
                        .findFirst().ifPresent(SimulatedRun::resume);
                case "poll" -> poll();
                case "succeed" -> complete(step.which(), true);
                case "fail" -> complete(step.which(), false);
                case "crash" -> crash();
                case "stop and start" -> stopAndStart(step.which());
                case "hint" -> squid.runs().stream().limit(1).forEach(run -> hint(squid.id(), run.id(), 1 + step.which() % 3));
                case "lie" -> hint(step.which() % 2 == 0 ? squid.id() : "no-such-squid", "no-such-run", 1 + step.which());
                case "suspend and resume" -> {
                    ServiceHelper.suspendService(consumer);
                    hint(squid.id(), null, 1);
                    poll();
                    ServiceHelper.resumeService(consumer);
                }
                case "fault" -> simulator.faults().next("/v1/**", fault(step.which()));
                default -> startBetweenTwoPages(squid);
            }
        }

        private static Fault fault(int which) {
            return switch (which % 7) {
                case 0 -> Fault.serverError();
                case 1 -> Fault.badGateway();
                case 2 -> Fault.truncatedJson();
                case 3 -> Fault.lostAnswer();
                case 4 -> Fault.wrongTypes();
                case 5 -> Fault.emptyBody();
                default -> Fault.tooManyRequests();
            };
        }

        private void hint(String squid, String run, int times) {
            for (int i = 0; i < times; i++) {
                consumer.lookout().hints().add(squid, run);
            }
        }

        private void open(SimulatedSquid squid, int which, Consumer<SimulatedRun> action) {
            List<SimulatedRun> open = squid.runs().stream()
                    .filter(run -> !run.isOver() && run.status() != RunStatus.PAUSED).toList();
            if (!open.isEmpty()) {
                action.accept(open.get(which % open.size()));
            }
        }

        private void startBetweenTwoPages(SimulatedSquid squid) {
            boolean[] once = new boolean[1];
            simulator.afterAnswer(request -> {
                if (!once[0]) {
                    once[0] = true;
                    squid.forceRun();
                }
            });
        }

        private void poll() {
            consumer.run();
        }

        private void complete(int which, boolean success) {
            if (inFlight.isEmpty()) {
                return;
            }
            Exchange exchange = List.copyOf(inFlight.keySet()).get(which % inFlight.size());
            AsyncCallback callback = inFlight.remove(exchange);
            if (success) {
                handled.merge(exchange.getMessage().getBody(Run.class).getId(), 1, Integer::sum);
            } else {
                exchange.setException(new IllegalStateException("the database is down"));
            }
            callback.done(false);
        }

        /** The route is stopped and started; what is in flight goes on meanwhile, and some of it ends. */
        private void stopAndStart(int which) throws Exception {
            ServiceHelper.stopService(consumer);
            complete(which, which % 3 > 0);
            if (remembering == Remembering.NONE_GIVEN && which % 2 == 0) {
                // its route is removed, and another one added
                context.removeEndpoint(consumer.getEndpoint());
                live();
            } else {
                ServiceHelper.startService(consumer);
            }
        }

        /** What was in flight ends without a record. */
        private void crash() throws Exception {
            ServiceHelper.stopService(consumer);
            List.copyOf(inFlight.keySet()).forEach(exchange -> {
                exchange.setException(new IllegalStateException("the process has died"));
                inFlight.remove(exchange).done(false);
            });
            context.removeEndpoint(consumer.getEndpoint());
            live();
        }

        Set<String> wanted() {
            Set<String> wanted = new HashSet<>();
            squids.forEach(squid -> squid.runs().forEach(run -> wanted.add(run.id())));
            wanted.removeAll(history);
            return wanted;
        }

        void settleEverything() {
            simulator.faults().clear();
            CLOCK.advance(Duration.ofHours(1));
            // those that are not the newest of their squid are found by the tenth that makes sure
            for (int i = 0; i < 60 && (i < 3 || !handled.keySet().equals(wanted())); i++) {
                squids.forEach(squid -> squid.runs().stream().filter(run -> !run.isOver()).forEach(SimulatedRun::finish));
                poll();
                while (!inFlight.isEmpty()) {
                    complete(0, true);
                }
            }
        }

        void isIdle() {
            simulator.requests().reset();
            for (int i = 0; i < 10; i++) {
                poll();
            }
            assertThat(inFlight).isEmpty();
            assertThat(simulator.requests().count()).isLessThanOrEqualTo(wholeAccount ? 12 : 10L * squids.size());
        }

        void close() throws IOException {
            simulator.reset();
            squids.forEach(SimulatedSquid::delete);
            try (var files = Files.walk(folder)) {
                files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
            }
        }
    }
}
