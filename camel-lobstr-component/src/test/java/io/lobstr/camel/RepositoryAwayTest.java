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

import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A repository that is away is no reason to do the work again, and no time to begin with more.
 */
class RepositoryAwayTest extends RunsTestSupport {

    private final MoodyRepository repository = new MoodyRepository();

    private void watch(long delay) throws Exception {
        context().getRegistry().bind("moody", repository);
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(fromStart + "&idempotentRepository=#moody&delay=" + delay).routeId("watch")
                        .process(RepositoryAwayTest.this::emit)
                        .process(exchange -> repository.away.set(handled.isEmpty()))
                        .process(RepositoryAwayTest.this::handle);
            }
        });
    }

    private void awaitWarning(Warnings warnings) {
        await().atMost(SOON).until(() -> warnings.messages().stream()
                .anyMatch(message -> message.startsWith("It cannot be recorded that 1 run was handled")));
    }

    @Test
    void whatWasHandledIsNotHandledAgain() throws Exception {
        squid.addFinishedRuns(3);
        String[] all = { squid.run(2).id(), squid.run(1).id(), squid.run(0).id() };
        try (Warnings warnings = new Warnings()) {
            watch(20);
            awaitWarning(warnings);
            assertThat(handled).as("nothing new while nothing can be recorded").containsExactly(all[0]);
            assertThat(consumer("watch").getInFlightRuns()).isEqualTo(1);
            assertThat(consumer("watch").getSettledRuns()).isZero();
            assertThat(warnings.messages()).noneMatch(message -> message.contains("comes out again"));
        }

        repository.away.set(false);

        awaitHandled(all);
        awaitPolls(3);
        assertThat(emitted).containsExactly(all);
        assertThat(consumer("watch").getSettledRuns()).isEqualTo(3);
        assertThat(consumer("watch").getFailedRuns()).isZero();
        assertThat(consumer("watch").getInFlightRuns()).isZero();
    }

    @Test
    void aStopTriesOnceMore() throws Exception {
        squid.addFinishedRuns(1);
        String run = squid.run(0).id();
        try (Warnings warnings = new Warnings()) {
            watch(3_600_000);
            await().atMost(SOON).until(() -> warnings.messages().stream()
                    .anyMatch(message -> message.contains("cannot be recorded yet")));
        }
        repository.away.set(false);

        context().getRouteController().stopRoute("watch");

        assertThat(repository.getCache().keySet()).anyMatch(key -> key.endsWith("/" + run));
        assertThat(consumer("watch").getInFlightRuns()).isZero();
    }

    @Test
    void anErrorAtTheStopIsNoGhost() throws Exception {
        squid.addFinishedRuns(1);
        String run = squid.run(0).id();
        try (Warnings warnings = new Warnings()) {
            watch(3_600_000);
            await().atMost(SOON).until(() -> warnings.messages().stream()
                    .anyMatch(message -> message.contains("cannot be recorded yet")));
        }
        repository.away.set(false);
        repository.broken.set(true);
        context().getRouteController().stopRoute("watch");
        repository.broken.set(false);

        context().getRouteController().startRoute("watch");

        await().atMost(SOON).until(() -> consumer("watch").getSettledRuns() == 1);
        assertThat(emitted).containsExactly(run);
    }

    /** As the table of Camel's JdbcMessageIdRepository does. */
    @Test
    void aRepositoryOfShortKeysRemembersUnderALongName() throws Exception {
        repository.longestKey = 100;
        squid.addFinishedRuns(3);
        context().getRegistry().bind("short", repository);
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(finishedRuns + "&idempotentRepository=#short&memoryName=" + "alerts-of-".repeat(5)).routeId("watch")
                        .process(exchange -> {
                            if (emitted.size() == 1) {
                                // what is newer is settled by itself
                                emit(exchange);
                                throw new IllegalStateException("the first is not handled at once");
                            }
                            emit(exchange);
                        }).process(RepositoryAwayTest.this::handle);
            }
        });
        await().atMost(SOON).until(() -> handled.size() == 3);

        context().getRouteController().stopRoute("watch");
        context().getRouteController().startRoute("watch");
        awaitPolls(3);

        assertThat(handled).hasSize(3).doesNotHaveDuplicates();
        assertThat(repository.getCache().keySet()).allMatch(key -> key.startsWith("lobstr/"));
    }

    @Test
    void aRestartOfTheRouteRecordsWhatTheStopCouldNot() throws Exception {
        squid.addFinishedRuns(1);
        String run = squid.run(0).id();
        try (Warnings warnings = new Warnings()) {
            watch(20);
            awaitWarning(warnings);
        }

        context().getRouteController().stopRoute("watch");
        repository.away.set(false);
        context().getRouteController().startRoute("watch");

        await().atMost(SOON).until(() -> consumer("watch").getSettledRuns() == 1);
        awaitPolls(3);
        assertThat(emitted).containsExactly(run);
    }

    @Test
    void whoeverStartsTheRepositoryStopsIt() throws Exception {
        watch(20);
        awaitPolls(1);
        context().getRouteController().stopRoute("watch");
        assertThat(repository.stops).isZero();

        context().stop();

        assertThat(repository.stops).isEqualTo(1);
    }

    @Test
    void aRepositoryThatIsStartedIsSomebodyElses() throws Exception {
        repository.start();
        watch(20);
        awaitPolls(1);

        context().stop();

        assertThat(repository.stops).isZero();
    }
}
