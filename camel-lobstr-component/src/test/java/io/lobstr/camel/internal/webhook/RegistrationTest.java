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
package io.lobstr.camel.internal.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.lobstr.camel.internal.webhook.Registration.News;
import io.lobstr.camel.internal.webhook.Registration.Step;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The webhook of a squid as machines find it, leave it, and find it changed, in time that is made up.
 */
class RegistrationTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final String OURS = "https://hooks.example.com/lobstr/abc/new";
    private static final String OLD = "https://hooks.example.com/lobstr/abc/old";
    private static final String THEIRS = "https://n8n.example.com/webhook/very-secret";
    private static final Predicate<String> BY_EITHER = Set.of(OURS, OLD)::contains;

    /** What lobstr.io has, and what was done to it. */
    private static final class Squid {

        private Map<String, Object> fields;
        private boolean broken;
        private boolean unreachable;
        private int looks;
        private int tests;
        private final List<Long> writes = new ArrayList<>();

        void set(String url, boolean active) {
            fields = new HashMap<>(fieldsOf(url));
            fields.put("is_active", active);
        }

        @SuppressWarnings("unchecked")
        static Map<String, Object> fieldsOf(String url) {
            return (Map<String, Object>) Hook.registering(url).get("webhook_fields");
        }
    }

    /** Runs for one, as the client would. */
    private static final class Machine {

        private final Squid squid;
        private final String url;
        private final boolean replace;
        private final Registration registration;
        private final List<News> news = new ArrayList<>();
        private final List<Long> writes = new ArrayList<>();

        Machine(Squid squid, String url, Predicate<String> isOurs, boolean replace, long now) {
            this.squid = squid;
            this.url = url;
            this.replace = replace;
            this.registration = new Registration(url, isOurs, replace, now);
        }

        /** Does what is to be done now. */
        void work(long now) {
            for (int i = 0;; i++) {
                Step step = registration.next(DAY, now);
                if (step == Step.NONE) {
                    break;
                }
                assertThat(i).as("steps at once").isLessThan(4);
                if (squid.broken) {
                    registration.failed("500", now);
                    continue;
                }
                switch (step) {
                    case LOOK -> {
                        squid.looks++;
                        registration.shows(Hook.of(squid.fields), now);
                    }
                    case REGISTER -> {
                        Hook before = Hook.of(squid.fields);
                        assertThat(before.isAt(url) && before.active() && before.complete()).as("is written").isFalse();
                        boolean foreign = before.isThere() && !before.isAt(OURS) && !before.isAt(OLD) && before.active();
                        assertThat(foreign && !replace).as("another's is taken").isFalse();
                        squid.fields = Squid.fieldsOf(url);
                        squid.writes.add(now);
                        writes.add(now);
                        registration.registered(now);
                    }
                    default -> {
                        squid.tests++;
                        registration.tested(squid.unreachable ? "404" : null, now);
                    }
                }
            }
            News said = registration.news();
            if (said != null) {
                news.add(said);
                assertThat(said.words()).doesNotContain("very-secret", "/new", "/old");
            }
            assertThat(registration.toString()).doesNotContain("very-secret", "/new", "/old");
        }
    }

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final Squid squid = new Squid();
    private long now = Long.MAX_VALUE - TimeUnit.DAYS.toNanos(3);

    private Machine machine(boolean replace) {
        return new Machine(squid, OURS, BY_EITHER, replace, now);
    }

    private void pass(Duration time, Machine... machines) {
        for (long minutes = time.toMinutes(); minutes > 0; minutes--) {
            for (Machine machine : machines) {
                machine.work(now);
            }
            now += MINUTE;
        }
    }

    /** One webhook is all that a squid has: what nobody can read is not taken for none. */
    @Example
    void whatCannotBeReadIsSomebodys() {
        String url = "https://other.example.com/hook";
        Stream.<Object> of(Map.of("url", url, "is_active", 1), Map.of("url", url, "is_active", "yes"),
                Map.of("url", url, "is_active", List.of()), List.of(Map.of("url", url, "is_active", true)), url, true,
                Map.of("webhook", Map.of("url", url)), Map.of("url", List.of(url), "is_active", true),
                Map.of("target_url", url, "is_active", true))
                .forEach(shown -> assertThat(Hook.of(shown)).as("%s", shown).matches(Hook::isThere).matches(Hook::active));
        Stream.<Object> of("", List.of(), Map.of(), Map.of("url", ""), Map.of("is_active", false, "retry", true),
                Map.of("webhook", List.of()))
                .forEach(shown -> assertThat(Hook.of(shown)).as("%s", shown).matches(hook -> !hook.isThere()));
        assertThat(Hook.of(Map.of("url", url, "is_active", 0))).matches(hook -> !hook.active());
        assertThat(Hook.of(Map.of("url", url, "is_active", true, "retry", 1))).matches(Hook::complete);
    }

    @Example
    void whatIsNotThereIsRegisteredAndTriedOnceHoweverManyStart() {
        pass(Duration.ofHours(1), machine(false), machine(false));
        assertThat(squid.fields).containsEntry("url", OURS).containsEntry("retry", true).containsEntry("is_active", true);
        assertThat(squid.fields.get("events").toString()).contains("run.running=true", "run.paused=true", "run.done=true",
                "run.error=true");
        assertThat(squid.tests).isOne();
        squid.writes.clear();

        pass(Duration.ofDays(4), machine(false), machine(true), machine(false));

        assertThat(squid.writes).as("a rolling restart").isEmpty();
        assertThat(squid.looks).as("once a day").isBetween(12, 17);
    }

    @Example
    void anothersIsLeftAloneAndThatIsSaidOnce() {
        squid.set(THEIRS, true);
        Machine machine = machine(false);
        pass(Duration.ofDays(2), machine);

        assertThat(squid.writes).isEmpty();
        assertThat(machine.news).hasSize(1).allMatch(news -> !news.isWell() && news.words().contains("n8n.example.com")
                && news.words().contains("webhookReplace=true"));
        assertThat(machine.registration.isOurs()).isFalse();

        squid.set(THEIRS, false);
        pass(DAY, machine);
        assertThat(Hook.of(squid.fields).isAt(OURS)).as("n8n has left it").isTrue();
        assertThat(machine.news).hasSize(2);
        assertThat(machine.news.get(1).isWell()).isTrue();
    }

    @Example
    void twoThatReplaceEachOtherWriteOnceADay() {
        Machine one = machine(true);
        Machine other = new Machine(squid, THEIRS, THEIRS::equals, true, now);
        for (int day = 0; day < 10; day++) {
            for (int run = 0; run < 24; run++) {
                pass(Duration.ofHours(1), one, other);
                one.registration.missed(now);
                other.registration.missed(now);
            }
        }
        assertThat(squid.writes).hasSizeBetween(10, 22);
        assertThat(one.news).isNotEmpty().hasSizeLessThan(25);
    }

    @Example
    void aSecretIsChangedWithoutAGapAndMovedOnce() {
        squid.set(OLD, true);
        Machine before = new Machine(squid, OLD, BY_EITHER, false, now);
        pass(DAY, before);
        assertThat(squid.writes).isEmpty();
        Machine after = machine(false);

        pass(Duration.ofDays(5), before, after);

        assertThat(squid.fields).containsEntry("url", OURS);
        assertThat(squid.writes).hasSize(1);
        assertThat(before.registration.isOurs()).isTrue();
        assertThat(before.news).isEmpty();
    }

    @Example
    void whatTheApiDoesNotShowIsNotMissing() {
        squid.fields = Map.of("url", OURS + "/");
        pass(DAY, machine(false));
        squid.fields = Map.of("url", OURS, "active", true);
        pass(DAY, machine(false));
        assertThat(squid.writes).isEmpty();
        squid.fields = Map.of("url", OURS, "is_active", true, "events", Map.of("run", Map.of("done", true)));
        pass(DAY, machine(false));
        assertThat(squid.writes).hasSize(1);
    }

    @Example
    void anAddressThatIsNotReachedIsSaidUntilACallComes() {
        squid.unreachable = true;
        Machine machine = machine(false);
        pass(DAY, machine);
        assertThat(squid.tests).as("less and less often").isBetween(20, 35);
        assertThat(machine.news).hasSize(1);
        assertThat(machine.registration.toString()).endsWith("does not reach it: 404");

        machine.registration.heard(now);
        pass(DAY, machine);

        assertThat(machine.registration.isOurs()).isTrue();
        assertThat(machine.news).hasSize(2);
        assertThat(squid.writes).hasSize(1);
    }

    private enum What {
        THEIRS,
        OFF,
        GONE,
        BROKEN,
        MENDED,
        HEARD,
        MISSED,
        RESTART,
        TIME
    }

    private record Event(What what, int who, int minutes) {
    }

    @Provide
    static Arbitrary<List<Event>> events() {
        return Combinators.combine(
                Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.of(What.class)), Tuple.of(1, Arbitraries.of(What.MENDED, What.TIME))),
                Arbitraries.integers().between(0, 2), Arbitraries.integers().between(1, 2000)).as(Event::new)
                .list().ofMaxSize(25);
    }

    @Property(tries = 100)
    void whateverComesItWritesLittleAndEndsWell(@ForAll("events") List<Event> events, @ForAll boolean replace) {
        Squid world = new Squid();
        long time = Long.MAX_VALUE - TimeUnit.DAYS.toNanos(3);
        Machine[] machines = new Machine[3];
        for (int i = 0; i < machines.length; i++) {
            machines[i] = new Machine(world, OURS, BY_EITHER, replace, time);
        }
        for (Event event : events) {
            Machine machine = machines[event.who()];
            switch (event.what()) {
                case THEIRS -> world.set(THEIRS, true);
                case OFF -> world.set(event.who() == 0 ? THEIRS : OURS, false);
                case GONE -> world.fields = null;
                case BROKEN -> world.broken = true;
                case MENDED -> world.broken = false;
                case HEARD -> machine.registration.heard(time);
                case MISSED -> machine.registration.missed(time);
                case RESTART -> machines[event.who()] = new Machine(world, OURS, BY_EITHER, replace, time);
                default -> {
                    for (int i = 0; i < event.minutes(); i += 7) {
                        for (Machine each : machines) {
                            each.work(time);
                        }
                        time += 7 * MINUTE;
                    }
                }
            }
            for (Machine each : machines) {
                for (int i = 1; i < each.writes.size(); i++) {
                    assertThat(each.writes.get(i) - each.writes.get(i - 1)).isGreaterThanOrEqualTo(60 * MINUTE);
                }
            }
        }
        world.broken = false;
        Hook left = Hook.of(world.fields);
        boolean theirs = left.isAt(THEIRS) && left.active() && !replace;
        for (int i = 0; i < 60; i++) {
            for (Machine each : machines) {
                each.work(time);
            }
            time += 60 * MINUTE;
        }
        assertThat(Hook.of(world.fields).isAt(OURS)).isEqualTo(!theirs);
        for (Machine each : machines) {
            assertThat(each.registration.isOurs()).isEqualTo(!theirs);
        }
    }
}
