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
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is rolled back was not handled, whether an exception says so or a mark.
 */
class RollbackTest extends RunsTestSupport {

    private static final class Transactions extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;

        private volatile int commits;
        private volatile int rollbacks;

        @Override
        protected Object doGetTransaction() {
            return new Object();
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            // nothing to do
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            commits++;
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            rollbacks++;
        }
    }

    private final Transactions transactions = new Transactions();

    private void roll(ProcessorDefinition<?> route, String how) {
        switch (how) {
            case "exception" -> route.rollback();
            case "mark" -> route.markRollbackOnly();
            case "last" -> route.markRollbackOnlyLast();
            case "handled", "elsewhere" -> route.throwException(new IllegalStateException("the database is down"));
            default -> throw new IllegalArgumentException(how);
        }
    }

    /** The first two times it is rolled back. */
    private void watch(String how, boolean transacted) throws Exception {
        context().getRegistry().bind("required", new SpringTransactionPolicy(transactions));
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                if (transacted) {
                    errorHandler(noErrorHandler());
                }
                onException(IllegalStateException.class).handled(true).markRollbackOnly();
                ProcessorDefinition<?> route = from(finishedRuns).routeId("watch");
                if (transacted) {
                    route = route.transacted("required");
                }
                route = route.process(RollbackTest.this::emit);
                if (how.equals("elsewhere")) {
                    route.to("seda:work");
                    route = from("seda:work");
                }
                ChoiceDefinition choice = route.choice().when(exchange -> emitted.size() <= 2);
                roll(choice, how);
                choice.otherwise().process(RollbackTest.this::handle);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "exception", "mark", "last", "handled", "elsewhere" })
    void whatIsRolledBackComesOutAgain(String how) throws Exception {
        squid.addFinishedRuns(1);
        String run = squid.run(0).id();

        watch(how, false);

        awaitHandled(run);
        awaitPolls(3);
        assertThat(emitted).containsExactly(run, run, run);
        assertThat(consumer("watch").getFailedRuns()).isEqualTo(2);
        assertThat(consumer("watch").getSettledRuns()).isEqualTo(1);
        assertThat(consumer("watch").getInFlightRuns()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "exception", "mark", "handled" })
    void whatATransactionRollsBackComesOutAgain(String how) throws Exception {
        squid.addFinishedRuns(1);
        String run = squid.run(0).id();

        watch(how, true);

        awaitHandled(run);
        awaitPolls(3);
        assertThat(emitted).containsExactly(run, run, run);
        assertThat(transactions.rollbacks).isEqualTo(2);
        assertThat(transactions.commits).isEqualTo(1);
    }
}
