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

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import io.lobstr.camel.internal.consume.HintNotes;
import io.lobstr.camel.internal.memory.RunMemory;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.RunEvent;
import io.lobstr.camel.simulator.LobstrSimulator;
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
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.service.ServiceHelper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The real consumer with {@code push=true} on the simulator, by a clock that is moved, through random histories of
 * calls that are true, early, late, doubled, lost, forged or for another squid, during stops, suspensions, crashes and
 * changes of the machine that polls: nothing is lost, nothing comes again, what a call tells of is out at once, and no
 * call costs more than it may.
 */
@AddLifecycleHook(ManyHistories.class)
@Tag(WebhookServer.NEEDED)
class PushModelTest {

    private static final long DELAY = 300;
    private static final long PUSHED_DELAY = 3600;
    /** Once in five seconds, and once more where that begins and ends within a minute. */
    private static final int LOOKS_PER_MINUTE = 13;
    /** Of a look: what fails is asked for once more. */
    private static final int REQUESTS = 2;
    private static TimedLobstr lobstr;
    private static LobstrSimulator simulator;
    private static DefaultCamelContext context;

    record Step(String what, int which) {
    }

    @BeforeContainer
    static void start() throws Exception {
        lobstr = new TimedLobstr();
        simulator = lobstr.simulator();
        context = lobstr.context();
        WebhookServer.addTo(context);
        context.start();
    }

    @AfterContainer
    static void stop() {
        lobstr.close();
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return Combinators.combine(Arbitraries.frequency(
                Tuple.of(6, "start"), Tuple.of(2, "finish"), Tuple.of(1, "error"), Tuple.of(1, "abort"), Tuple.of(1, "pause"),
                Tuple.of(1, "resume"), Tuple.of(5, "seconds pass"), Tuple.of(2, "an hour passes"),
                Tuple.of(5, "finish and call"), Tuple.of(3, "call"), Tuple.of(2, "call early"), Tuple.of(2, "call late"),
                Tuple.of(2, "lie"), Tuple.of(1, "call of another"), Tuple.of(1, "flood"), Tuple.of(1, "call of a start"),
                Tuple.of(2, "another machine is called"), Tuple.of(1, "suspend"), Tuple.of(2, "resume the route"),
                Tuple.of(1, "stop and start"), Tuple.of(1, "crash"), Tuple.of(1, "another machine takes over"),
                Tuple.of(1, "fault"), Tuple.of(5, "succeed"), Tuple.of(2, "fail")),
                Arbitraries.integers().between(0, 11)).as(Step::new).list().ofMinSize(10).ofMaxSize(60);
    }

    @Property(tries = 15, shrinking = ShrinkingMode.BOUNDED)
    void pollsMakeCertainWhatPushesMakeInstant(@ForAll("histories") List<Step> history, @ForAll boolean wholeAccount)
            throws Exception {
        World world = new World(wholeAccount);
        try {
            for (Step step : history) {
                world.apply(step);
                assertThat(world.requests()).as("requests after %s", step).isLessThanOrEqualTo(world.most());
            }
            world.settleEverything();
            assertThat(world.handled.keySet()).containsExactlyInAnyOrderElementsOf(world.wanted());
            assertThat(world.handled.values()).allMatch(times -> times == 1);
        } finally {
            world.close();
        }
    }

    private static final class World {

        private final Map<String, Integer> handled = new HashMap<>();
        private final Map<Exchange, AsyncCallback> inFlight = new HashMap<>();
        private final Set<String> emitted = new HashSet<>();
        private final List<SimulatedSquid> squids = new ArrayList<>();
        private final Map<String, Object> keys = new ConcurrentHashMap<>();
        /** In which minutes a look at which squid may come, since it was called for. */
        private final Map<String, Set<Long>> calledIn = new HashMap<>();
        private final boolean wholeAccount;
        private final String name = "world" + System.identityHashCode(this);
        private final long begin;
        private LobstrConsumer consumer;
        private HintNotes notes;
        private boolean suspended;
        private boolean calm;
        private int lives;
        private int polls;

        World(boolean wholeAccount) throws Exception {
            this.wholeAccount = wholeAccount;
            for (int i = 0; i < 3; i++) {
                squids.add(lobstr.squid());
            }
            begin = lobstr.nanoTime();
            simulator.requests().reset();
            live();
        }

        /** A process begins, and knows only what was remembered. */
        private void live() throws Exception {
            String repository = name + "life" + lives++;
            context.getRegistry().bind(repository, new MemoryIdempotentRepository(keys));
            String squid = wholeAccount
                    ? "" : "&squid=" + String.join(",", squids.stream().map(SimulatedSquid::id).toList());
            LobstrEndpoint endpoint = context.getEndpoint(
                    "lobstr:finishedRuns?initialDelay=0&scheduledExecutorService=#pool&delay=" + 1000 * DELAY + "&pushedDelay="
                                                          + 1000 * PUSHED_DELAY + "&push=true&webhookSecret="
                                                          + WebhookServer.SECRET + "&memoryName=" + name
                                                          + "&idempotentRepository=#" + repository + squid,
                    LobstrEndpoint.class);
            AsyncProcessor processor = new AsyncProcessorSupport() {
                @Override
                public boolean process(Exchange exchange, AsyncCallback callback) {
                    emitted.add(exchange.getMessage().getBody(Run.class).getId());
                    inFlight.put(exchange, callback);
                    return false;
                }
            };
            consumer = (LobstrConsumer) endpoint.createConsumer(PluginHelper.getInternalProcessorFactory(context)
                    .addUnitOfWorkProcessorAdvice(context, processor, null));
            notes = new HintNotes(RunMemory.in(endpoint.getIdempotentRepository(), name));
            begin(consumer);
        }

        private void begin(LobstrConsumer starting) {
            ServiceHelper.startService(starting);
            suspended = false;
            calm = true;
            polls++;
            pass(1);
        }

        private void pass(double seconds) {
            lobstr.pass(Duration.ofMillis((long) (1000 * seconds)));
            if (!suspended) {
                // the relay of a cluster does it once a second
                consumer.lookout().readNotes(notes);
                lobstr.pass(Duration.ofMillis(1));
            }
        }

        void apply(Step step) throws Exception {
            int which = step.which();
            SimulatedSquid squid = squids.get(which % squids.size());
            switch (step.what()) {
                case "start" -> squid.forceRun();
                case "finish" -> open(squid).ifPresent(SimulatedRun::finish);
                case "error" -> open(squid).ifPresent(run -> run.fail("cookies_expired"));
                case "abort" -> open(squid).ifPresent(SimulatedRun::abort);
                case "pause" -> open(squid).ifPresent(SimulatedRun::pause);
                case "resume" -> first(squid, run -> run.status() == RunStatus.PAUSED).ifPresent(SimulatedRun::resume);
                case "seconds pass" -> pass(3 * (1 + which));
                case "an hour passes" -> pass(600 * (1 + which));
                case "finish and call" -> finishAndCall(squid, which);
                case "call" -> first(squid, SimulatedRun::isOver).ifPresent(run -> call(squid, run.id(), 1 + which % 2));
                case "call early" -> open(squid).ifPresent(run -> call(squid, run.id(), 1));
                case "call late" -> squid.runs().stream().filter(SimulatedRun::isOver).reduce((a, b) -> b)
                        .ifPresent(run -> call(squid, run.id(), 1));
                case "lie" -> call(squid, "no-such-run-" + which, 1 + which);
                case "call of another" -> call("of-somebody-else", "run.done", "no-such-run");
                case "flood" -> flood(squid);
                case "call of a start" -> call(squid.id(), which % 2 == 0 ? "run.running" : "run.paused", "r" + which);
                case "another machine is called" -> leaveNote(squid);
                case "suspend" -> suspend();
                case "resume the route" -> resume();
                case "stop and start" -> {
                    ServiceHelper.stopService(consumer);
                    complete(which, which % 3 > 0);
                    begin(consumer);
                }
                case "crash" -> end(squid, false);
                case "another machine takes over" -> end(squid, true);
                case "fault" -> {
                    calm = false;
                    simulator.faults().next("/v1/**", which % 3 == 0 ? Fault.serverError()
                            : which % 3 == 1 ? Fault.truncatedJson() : Fault.lostAnswer());
                }
                case "succeed" -> complete(which, true);
                default -> complete(which, false);
            }
        }

        private static Optional<SimulatedRun> first(SimulatedSquid squid, Predicate<SimulatedRun> which) {
            return squid.runs().stream().filter(which).findFirst();
        }

        private static Optional<SimulatedRun> open(SimulatedSquid squid) {
            return first(squid, run -> !run.isOver() && run.status() != RunStatus.PAUSED);
        }

        private void call(SimulatedSquid squid, String run, int times) {
            for (int i = 0; i < times; i++) {
                call(squid.id(), "run.done", run);
            }
        }

        /** Where nobody takes it, it is lost: lobstr.io gives up some time. */
        private void call(String squid, String event, String run) {
            if (!suspended) {
                consumer.lookout().heard(
                        squid, new RunEvent(Map.of("id", run, "event", event, "squid", Map.of("id", squid))));
                called(squid);
            }
        }

        private void called(String squid) {
            long minute = Duration.ofNanos(lobstr.nanoTime() - begin).toMinutes();
            // until 75 s after the last of them it is looked at again
            calledIn.computeIfAbsent(squid, id -> new HashSet<>()).addAll(List.of(minute, minute + 1, minute + 2));
        }

        private void finishAndCall(SimulatedSquid squid, int which) {
            SimulatedRun run = open(squid).orElseGet(squid::forceRun);
            run.finish();
            pass(which % 3);
            call(squid, run.id(), 1 + which % 2);
            pass(5.1);
            if (calm && !suspended) {
                assertThat(emitted).as("told of").contains(run.id());
            }
        }

        private void flood(SimulatedSquid squid) {
            for (int i = 0; i < 200; i++) {
                call(squid, "no-such-run-" + i % 20, 1);
                pass(0.1);
            }
        }

        private void leaveNote(SimulatedSquid squid) {
            notes.leave(squid.id());
            called(squid.id());
            pass(1);
        }

        private void suspend() {
            ServiceHelper.suspendService(consumer);
            suspended = true;
        }

        private void resume() {
            ServiceHelper.resumeService(consumer);
            polls += suspended ? 1 : 0;
            suspended = false;
            pass(1);
        }

        /** Another process goes on, after this one has ended well, or in the middle of everything. */
        private void end(SimulatedSquid squid, boolean well) throws Exception {
            ServiceHelper.stopService(consumer);
            while (!inFlight.isEmpty()) {
                if (well) {
                    complete(0, true);
                } else {
                    Exchange exchange = inFlight.keySet().iterator().next();
                    exchange.setException(new IllegalStateException("the process has died"));
                    inFlight.remove(exchange).done(false);
                }
            }
            context.removeEndpoint(consumer.getEndpoint());
            open(squid).ifPresent(SimulatedRun::finish);
            notes.leave(squid.id());
            called(squid.id());
            lobstr.pass(Duration.ofSeconds(3));
            live();
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

        Set<String> wanted() {
            Set<String> wanted = new HashSet<>();
            squids.forEach(squid -> squid.runs().forEach(run -> wanted.add(run.id())));
            return wanted;
        }

        long requests() {
            return simulator.requests().count();
        }

        /** What polls may ask, each squid and the list once, what calls may that are true, and what the others may. */
        long most() {
            long ticks = Duration.ofNanos(lobstr.nanoTime() - begin).toSeconds() / DELAY + polls + 1;
            long looks = calledIn.values().stream().mapToLong(Set::size).sum() * LOOKS_PER_MINUTE;
            return REQUESTS * (ticks * (squids.size() + 1) + wanted().size() + looks);
        }

        void settleEverything() {
            simulator.faults().clear();
            if (suspended) {
                resume();
            }
            // those of an account that are not the newest of their squid are found by the tenth that makes sure
            for (int i = 0; i < 60 && (i < 2 || !handled.keySet().equals(wanted())); i++) {
                squids.forEach(squid -> squid.runs().stream().filter(run -> !run.isOver()).forEach(SimulatedRun::finish));
                pass(PUSHED_DELAY + DELAY);
                while (!inFlight.isEmpty()) {
                    complete(0, true);
                }
            }
        }

        void close() {
            ServiceHelper.stopAndShutdownService(consumer);
            context.removeEndpoint(consumer.getEndpoint());
            simulator.reset();
            squids.forEach(SimulatedSquid::delete);
        }
    }
}
