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

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

import io.lobstr.camel.ManyHistories;
import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.internal.client.HintShare;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.client.RequestBudget;
import io.lobstr.camel.internal.client.RetryPolicy;
import io.lobstr.camel.internal.consume.FakeAccount.FakeRun;
import io.lobstr.camel.internal.http.ApiKey;
import io.lobstr.camel.internal.http.FakeHttp;
import io.lobstr.camel.internal.http.LobstrSettings;
import io.lobstr.camel.internal.watch.DueRun;
import io.lobstr.camel.internal.watch.Finishing;
import io.lobstr.camel.internal.watch.SquidWatch;
import io.lobstr.camel.internal.watch.StartFrom;
import io.lobstr.camel.internal.watch.WatchMemory;
import io.lobstr.camel.internal.watch.WatchMemory.Fact;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random histories of a whole account: squids come and go, the pages that list them shift, answers are wrong, late or
 * missing, and hints are true, late, doubled, lost, or lies. Each run that finishes is handled, and none again once
 * that was recorded; what is idle costs the pages of the list and little more, in a start, too. A seed that failed is
 * replayed by {@code @Property(seed = "…")}.
 */
@AddLifecycleHook(ManyHistories.class)
class AccountModelTest {

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor();
    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");
    private static final int SECONDS = 10;
    private static final int REQUESTS_PER_MINUTE = 600;

    enum Dated {
        BY_THE_API,
        BY_THIS_MACHINE
    }

    enum From {
        NOW("now"),
        EARLIEST("earliest"),
        INSTANT("2026-03-01T11:00:10Z");

        private final String option;

        From(String option) {
            this.option = option;
        }

        Instant since(Instant start) {
            return switch (this) {
                case NOW -> start;
                case EARLIEST -> Instant.EPOCH;
                case INSTANT -> Instant.parse(option);
            };
        }
    }

    /** How many squids there are at first, and on a page. */
    record Size(int squids, int pageSize) {
    }

    record Step(String what, int which) {
    }

    @BeforeContainer
    static void beQuiet() {
        Configurator.setLevel(ConsumerLog.NAME, Level.OFF);
    }

    @AfterContainer
    static void stop() {
        Configurator.setLevel(ConsumerLog.NAME, Level.INFO);
        TIMER.shutdownNow();
    }

    @Provide
    Arbitrary<Size> sizes() {
        return Arbitraries.frequencyOf(
                Tuple.of(40, Combinators.combine(Arbitraries.integers().between(0, 14), Arbitraries.integers().between(3, 5))
                        .as(Size::new)),
                Tuple.of(1, Arbitraries.integers().between(98, 210).map(squids -> new Size(squids, 100))));
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return steps(
                Tuple.of(4, "create"), Tuple.of(2, "delete"), Tuple.of(12, "start"), Tuple.of(12, "finish"),
                Tuple.of(3, "finish and open again"), Tuple.of(12, "poll"), Tuple.of(8, "succeed"), Tuple.of(4, "fail"),
                Tuple.of(2, "crash"), Tuple.of(2, "crash in a write"), Tuple.of(2, "memory fails"),
                Tuple.of(2, "pass over and poll"), Tuple.of(2, "poll of a late list"), Tuple.of(2, "poll of late runs"),
                Tuple.of(1, "poll with odd rows"), Tuple.of(4, "poll with a fault"),
                Tuple.of(2, "poll while one is created"), Tuple.of(2, "poll while one is deleted"),
                Tuple.of(2, "poll while one starts"), Tuple.of(2, "poll while one finishes"), Tuple.of(1, "night"),
                Tuple.of(4, "finish and hint"), Tuple.of(3, "hint"), Tuple.of(2, "lie"), Tuple.of(6, "look at hints"),
                Tuple.of(1, "flood"));
    }

    @SafeVarargs
    private static Arbitrary<List<Step>> steps(Tuple.Tuple2<Integer, String>... what) {
        return Combinators.combine(Arbitraries.frequency(what), Arbitraries.integers().between(0, 60)).as(Step::new).list()
                .ofMaxSize(80);
    }

    @Property(tries = 100)
    void everyRunOfAnAccountIsHandledAndNoneTwice(
            @ForAll("histories") List<Step> history, @ForAll("sizes") Size size, @ForAll From from, @ForAll Dated dated,
            @ForAll boolean late, @ForAll boolean oneAtATime) {
        World world = new World(size, from, dated, oneAtATime);
        if (!late) {
            world.poll();
        }
        history.forEach(world::apply);
        world.settleEverything();

        assertThat(world.missing()).as("lost").isEmpty();
        assertThat(world.handled).as("finished before").doesNotContainKeys(world.history.toArray(String[]::new));
        world.handled.forEach((run, times) -> assertThat(times).as(run).isBetween(world.must(run), world.may(run)));
        world.isIdle();
        world.costsWhatIsOpen();
    }

    /** A process ends here, in the middle of what it does. */
    private static final class Crash extends Error {

        private static final long serialVersionUID = 1L;
    }

    /** Remembers, until it is told to fail or to pull the plug. */
    private static final class Memory {

        private final Set<String> keys = new LinkedHashSet<>();
        private int writesUntilCrash = -1;
        private boolean crashed;
        private int failures;

        WatchMemory of(String squid) {
            return new WatchMemory() {
                @Override
                public boolean contains(Fact fact, String run) {
                    fail();
                    return keys.contains(key(fact, run));
                }

                @Override
                public void add(Fact fact, String run) {
                    fail();
                    write(() -> keys.add(key(fact, run)));
                }

                @Override
                public void remove(Fact fact, String run) {
                    write(() -> keys.remove(key(fact, run)));
                }

                private String key(Fact fact, String run) {
                    return squid + "/" + fact + "/" + run;
                }
            };
        }

        private void fail() {
            if (failures > 0) {
                failures--;
                throw new IllegalStateException("the repository is down");
            }
        }

        private void write(Runnable what) {
            if (crashed) {
                throw new Crash();
            }
            what.run();
            if (writesUntilCrash >= 0 && writesUntilCrash-- == 0) {
                crashed = true;
                throw new Crash();
            }
        }

        boolean hasBegun() {
            return keys.contains(WatchMemory.ACCOUNT + "/" + Fact.STARTED + "/");
        }

        boolean isWell() {
            return failures == 0 && writesUntilCrash < 0;
        }

        void beWell() {
            failures = 0;
            writesUntilCrash = -1;
            crashed = false;
        }
    }

    /** The far side, the consumer's part, and what came of it. */
    private static final class World {

        private final FakeAccount account;
        private final From from;
        private final Dated dated;
        private final int most;
        private final Memory memory = new Memory();
        private final Set<String> history = new HashSet<>();
        private final Map<String, Integer> handled = new HashMap<>();
        /** How often each came out anew after it was opened again, or may have, or after a crash. */
        private final Map<String, Integer> mustAgain = new HashMap<>();
        private final Map<String, Integer> mayAgain = new HashMap<>();
        private final List<DueRun> inFlight = new ArrayList<>();
        /** Handled, but not recorded yet: that is tried again. */
        private final List<DueRun> toRecord = new ArrayList<>();
        private final LobstrClient client;
        private AccountSquids squids;
        private Poller poller;
        private Hints hints;
        private final HintShare share = new HintShare(REQUESTS_PER_MINUTE);
        private boolean whole = true;
        private boolean failing;
        /** In this round. */
        private final Set<String> failed = new HashSet<>();
        private Instant since;
        private int calmPolls;
        /** What ended before the first sweep of all comes in turn, a few squids in each poll. */
        private Instant firstSweep = Instant.MIN;
        private int pollsOfUnsure;

        World(Size size, From from, Dated dated, boolean oneAtATime) {
            this.from = from;
            this.dated = dated;
            this.most = oneAtATime ? 1 : Integer.MAX_VALUE;
            account = new FakeAccount(size.pageSize(), dated == Dated.BY_THE_API, BEGIN.minusSeconds(3600));
            for (int i = 0; i < size.squids(); i++) {
                String squid = account.create(i);
                for (int run = 0; run < i % 4; run++) {
                    account.start(squid);
                    if (run < 2) {
                        // some of them finish later
                        finish(account.squids.get(squid).get(0));
                    }
                }
                if (i % 5 == 0) {
                    account.pass(1);
                }
            }
            account.pass((int) Duration.between(account.now(), BEGIN).toSeconds());
            client = new LobstrClient(
                    new FakeHttp(account), TIMER,
                    new LobstrSettings(new ApiKey("k3y"), URI.create("http://api"), Duration.ofSeconds(30), 1_000_000),
                    new RetryPolicy(0, Duration.ZERO, Duration.ZERO), new RequestBudget(0), (operation, status, took) -> {
                    });
            live();
        }

        /** A process begins, and knows only what was remembered. */
        private void live() {
            inFlight.clear();
            toRecord.clear();
            memory.beWell();
            calmPolls = 0;
            if (!memory.hasBegun()) {
                // an earlier life that has left no word is none
                since = from.since(account.now());
                // an answer that takes its time leaves so much unsure of when this was, by the clock of the API
                Instant before = from == From.NOW && dated == Dated.BY_THE_API ? since.minusSeconds(SECONDS) : since;
                account.squids.values().forEach(runs -> runs.stream().filter(run -> run.isOver() && run.ended.isBefore(before))
                        .forEach(run -> history.add(run.id)));
            }
            RunReader reader = new RunReader(
                    client, Pause.BLOCKING, StartFrom.parse(from.option), new AccountClock(account), this::nanoTime);
            squids = new AccountSquids(
                    memory.of(WatchMemory.ACCOUNT),
                    squid -> new SquidWatch(memory.of(squid), run -> true, Finishing.ENDED));
            hints = new Hints(List.of());
            hints.open(() -> {
                // the history says when it looks
            });
            HintedSquids hinted = new HintedSquids(squids, squids, hints, share, this::nanoTime, () -> whole, time -> {
            });
            poller = new Poller(
                    hinted, reader, reader, () -> !memory.crashed, this::hand, new RetryAfter(this::nanoTime, time -> {
                    }));
        }

        private long nanoTime() {
            return Duration.between(BEGIN, account.now()).toNanos();
        }

        void apply(Step step) {
            account.pass(SECONDS);
            int which = step.which();
            switch (step.what()) {
                case "create" -> account.create(which);
                case "delete" -> aSquid(which, account::delete);
                case "start" -> aSquid(which, account::start);
                case "finish" -> finish(which);
                case "finish and open again" -> openAgain(which);
                case "poll" -> poll();
                case "succeed" -> succeed(which);
                case "fail" -> fail(which);
                case "crash" -> crash();
                case "crash in a write" -> memory.writesUntilCrash = which % 25;
                case "memory fails" -> memory.failures = 1 + which % 5;
                case "pass over and poll" -> {
                    aSquid(which, squid -> account.unlisted.put(squid, 1 + which % 5));
                    poll();
                }
                case "poll of a late list" -> {
                    account.beLate();
                    poll();
                }
                case "poll of late runs" -> {
                    account.showLateRuns();
                    poll();
                }
                case "poll with odd rows" -> {
                    account.showOddRows(1 + which % 4);
                    poll();
                }
                case "poll with a fault" -> pollWithAFault(which);
                case "poll while one is created" -> pollWhile(which, () -> account.create(which / 2));
                case "poll while one is deleted" -> pollWhile(which, () -> aSquid(which / 2, account::delete));
                case "poll while one starts" -> pollWhile(which, () -> aSquid(which / 2, account::start));
                case "poll while one finishes" -> pollWhile(which, () -> finish(which / 2));
                case "night" -> account.pass(12 * 3600);
                case "finish and hint" -> finishAndHint(which);
                case "hint" -> aSquid(which, squid -> hints.add(squid, newest(squid)));
                case "lie" -> lie(which);
                case "look at hints" -> lookAtHints(Set.of());
                case "flood" -> {
                    for (int i = 0; i < 30; i++) {
                        lie(which + i);
                        lookAtHints(Set.of());
                    }
                }
                default -> throw new IllegalArgumentException(step.what());
            }
        }

        private String newest(String squid) {
            return account.squids.get(squid).isEmpty() ? null : account.squids.get(squid).get(0).id;
        }

        /** A call comes at once, twice, and tells the truth. */
        private void finishAndHint(int which) {
            finish(which);
            account.pass(SECONDS);
            Set<String> told = new HashSet<>();
            aSquid(which, squid -> {
                hints.add(squid, newest(squid));
                hints.add(squid, newest(squid));
                FakeRun run = account.squids.get(squid).isEmpty() ? null : account.squids.get(squid).get(0);
                if (run != null && isWanted(run) && squids.watch(squid).isPresent() && !account.missed.contains(squid)) {
                    told.add(run.id);
                }
            });
            lookAtHints(told);
        }

        private void lie(int which) {
            switch (which % 3) {
                case 0 -> hints.add("no-such-squid-" + which, "no-such-run");
                case 1 -> aSquid(which, squid -> hints.add(squid, "no-such-run-" + which));
                default -> aSquid(which, squid -> hints.add(squid, null));
            }
        }

        /** A poll at nothing else, which begins no new round. */
        private void lookAtHints(Set<String> told) {
            long free = share.free(nanoTime());
            int before = account.requests;
            boolean calm = account.isWell() && memory.isWell();
            whole = false;
            try {
                poll();
            } finally {
                whole = true;
            }
            // what is read of the list is what it tells of
            if (hints.waiting().isEmpty() && calm && free > 1 && most > 1 && memory.hasBegun()) {
                assertThat(told.stream().filter(run -> !handled.containsKey(run) && !isHeld(run) && !history.contains(run)
                        && !isDeleted(run) && !failed.contains(run))).as("told of, and not out").isEmpty();
            }
            assertThat((long) account.requests - before).as("for hints").isLessThanOrEqualTo(
                    Math.max(0, free) + 2L + account.pages() + 3L * account.squids.size());
        }

        private void aSquid(int which, Consumer<String> what) {
            List<String> squids = List.copyOf(account.squids.keySet());
            if (!squids.isEmpty()) {
                what.accept(squids.get(which % squids.size()));
            }
        }

        private void finish(int which) {
            List<FakeRun> open = account.squids.values().stream().flatMap(List::stream).filter(run -> !run.isOver()).toList();
            if (!open.isEmpty()) {
                finish(open.get(which % open.size()));
            }
        }

        private void finish(FakeRun run) {
            account.pass(1);
            run.ended = account.now();
        }

        /** The newest of a squid, as far as its line shows it. */
        private void openAgain(int which) {
            finish(which);
            List<FakeRun> over = account.squids.values().stream().filter(runs -> !runs.isEmpty()).map(runs -> runs.get(0))
                    .filter(run -> run.isOver() && !history.contains(run.id)).toList();
            if (!over.isEmpty()) {
                FakeRun run = over.get(which % over.size());
                boolean sure = handled.containsKey(run.id) && handled.get(run.id) == must(run.id)
                        && handled.get(run.id) == may(run.id) && !isHeld(run.id) && isCalm(run.squid) && calmPolls > 0
                        && most > 1;
                run.ended = null;
                mayAgain.merge(run.id, 1, Integer::sum);
                poll();
                if (sure && calmPolls > 0) {
                    mustAgain.merge(run.id, 1, Integer::sum);
                }
            }
        }

        private boolean isHeld(String run) {
            return inFlight.stream().anyMatch(due -> due.run().getId().equals(run))
                    || toRecord.stream().anyMatch(due -> due.run().getId().equals(run));
        }

        private boolean isCalm(String squid) {
            return account.isWell() && memory.isWell() && !account.missed.contains(squid);
        }

        private void pollWithAFault(int which) {
            int kind = which % 9;
            // a squid that is not listed and not found is gone, if that goes on for long
            if (kind >= 5 && !account.unlisted.isEmpty()) {
                kind -= 5;
            }
            switch (kind) {
                case 0 -> account.fail("/squids", 1, 503, false);
                case 1 -> account.fail("/squids", 2, 503, false);
                case 2 -> account.fail("/squids", 2 + which % 3, 0, false);
                case 3 -> account.fail("/runs ", 1, 500, true);
                case 4 -> account.fail("/runs ", 1 + which % 2, 0, false);
                case 5 -> account.fail("/runs ", 1, 404, true);
                case 6 -> account.fail("/runs ", 2, 404, true);
                case 7 -> account.fail("/runs ", 1, 404, false);
                default -> account.fail("/runs/", 1, 404, true);
            }
            poll();
        }

        private void pollWhile(int which, Runnable happens) {
            account.after(which % 2 == 0 ? "/squids" : "/runs", () -> {
                account.pass(SECONDS);
                happens.run();
            });
            poll();
        }

        void poll() {
            account.pass(SECONDS);
            boolean calm = account.isWell() && memory.isWell();
            for (DueRun due : List.copyOf(toRecord)) {
                toRecord.remove(due);
                record(due);
            }
            Set<String> before = finishedNewest();
            boolean begun = memory.hasBegun();
            if (whole) {
                failed.clear();
                poller.nextRound();
            }
            try {
                poller.poll(most);
                failing = false;
            } catch (LobstrException | IllegalStateException e) {
                // a squid that was deleted while it was read is one, too; what is not asked for again still is as it was
                assertThat(calm && account.deleted.isEmpty() && (whole || !failing)).as("%s", e).isFalse();
                failing = true;
            }
            // what went on again, as it seemed, may come out again where that was not undone before a crash
            account.shownActive.forEach(run -> mayAgain.merge(run, 1, Integer::sum));
            account.shownActive.clear();
            if (memory.crashed) {
                crash();
            }
            pollsOfUnsure -= whole ? 1 : 0;
            if (!begun && memory.hasBegun()) {
                firstSweep = account.now();
                pollsOfUnsure = account.squids.size() / 10 + 1;
            }
            calmPolls = calm && account.isWell() && memory.isWell() ? calmPolls + (whole ? 1 : 0) : 0;
            if (calmPolls > 1 && most > 1 && whole) {
                before.removeIf(run -> handled.containsKey(run) || isHeld(run) || isDeleted(run));
                assertThat(before).as("finished, and not out").isEmpty();
            }
        }

        private boolean isUnsure(FakeRun run) {
            return pollsOfUnsure > 0 && run.ended.isBefore(firstSweep);
        }

        /** With its squid, perhaps in the middle of the poll. */
        private boolean isDeleted(String run) {
            return account.deleted.stream().anyMatch(deleted -> deleted.id.equals(run));
        }

        /** Those that the list of squids tells of. */
        private Set<String> finishedNewest() {
            Set<String> newest = new HashSet<>();
            account.squids.forEach((squid, runs) -> {
                if (!runs.isEmpty() && isWanted(runs.get(0)) && !isUnsure(runs.get(0)) && !account.missed.contains(squid)) {
                    newest.add(runs.get(0).id);
                }
            });
            return newest;
        }

        private int hand(Queue<DueRun> due, int most) {
            int handed = 0;
            while (handed < most && !due.isEmpty() && !memory.crashed && toRecord.isEmpty()) {
                DueRun run = due.remove();
                assertThat(isHeld(run.run().getId())).as("in flight twice").isFalse();
                assertThat(run.run().getStatus()).isEqualTo("done");
                assertThat(run.claim()).isTrue();
                inFlight.add(run);
                handed++;
            }
            return handed;
        }

        private void succeed(int which) {
            if (!inFlight.isEmpty()) {
                DueRun due = inFlight.remove(which % inFlight.size());
                handled.merge(due.run().getId(), 1, Integer::sum);
                record(due);
            }
        }

        private void record(DueRun due) {
            try {
                due.settle();
            } catch (IllegalStateException e) {
                toRecord.add(due);
            } catch (Crash e) {
                mayAgain.merge(due.run().getId(), 1, Integer::sum);
            }
            if (memory.crashed) {
                crash();
            }
        }

        private void fail(int which) {
            if (!inFlight.isEmpty()) {
                DueRun due = inFlight.remove(which % inFlight.size());
                due.release();
                failed.add(due.run().getId());
            }
        }

        /** What was in flight is not handled, and what was not recorded comes again. */
        private void crash() {
            toRecord.forEach(due -> mayAgain.merge(due.run().getId(), 1, Integer::sum));
            live();
        }

        private boolean isWanted(FakeRun run) {
            return run.isOver() && !run.ended.isBefore(since);
        }

        List<String> missing() {
            return account.squids.values().stream().flatMap(List::stream).filter(this::isWanted).map(run -> run.id)
                    .filter(run -> !handled.containsKey(run)).toList();
        }

        /** What is deleted cannot come out again. */
        int must(String run) {
            return isDeleted(run) ? 1 : 1 + mustAgain.getOrDefault(run, 0);
        }

        int may(String run) {
            return 1 + mayAgain.getOrDefault(run, 0);
        }

        void settleEverything() {
            account.beWell();
            memory.beWell();
            account.squids.values().forEach(runs -> runs.stream().filter(run -> !run.isOver()).forEach(this::finish));
            // each squid has its turn in a tenth of the requests
            int polls = 10 * (account.squids.size() / account.pages() + 1) + 70;
            // that a squid is gone is not believed at once
            int last = 8 + account.squids.size() / 10 + (account.deleted.isEmpty() ? 0 : 40);
            for (int i = 0; i < polls && (last > 0 || !missing().isEmpty()); i++) {
                last -= missing().isEmpty() ? 1 : 0;
                account.pass(600);
                poll();
                while (!inFlight.isEmpty()) {
                    succeed(0);
                    if (most == 1) {
                        poll();
                    }
                }
            }
        }

        void isIdle() {
            int pages = account.pages();
            account.requests = 0;
            for (int i = 0; i < 10; i++) {
                poll();
            }
            assertThat(squids.size()).as("what is gone is not watched").isEqualTo(account.squids.size());
            assertThat(account.requests).as("ten idle polls").isLessThanOrEqualTo(11 * pages + 1);
            crash();
            account.requests = 0;
            poll();
            assertThat(account.requests).as("a start").isLessThanOrEqualTo(pages + pages / 10 + 1);
            assertThat(inFlight).isEmpty();
        }

        void costsWhatIsOpen() {
            int open = Math.min(3, account.squids.size());
            for (int i = 0; i < open; i++) {
                aSquid(i, account::start);
            }
            poll();
            account.requests = 0;
            for (int i = 0; i < 10; i++) {
                poll();
            }
            assertThat(account.requests).as("ten polls while %s are open", open)
                    .isLessThanOrEqualTo(11 * account.pages() + 1 + 10 * open);
            crash();
            account.requests = 0;
            poll();
            assertThat(account.requests).as("a start while %s are open", open)
                    .isLessThanOrEqualTo(account.pages() + account.pages() / 10 + 1 + open);
        }
    }

    /** The time that the account has. */
    private static final class AccountClock extends Clock {

        private final FakeAccount account;

        AccountClock(FakeAccount account) {
            this.account = account;
        }

        @Override
        public Instant instant() {
            return account.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
