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

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Stops, starts, suspends.
 */
class ConsumerLifeTest extends ConsumerTestSupport {

    @Test
    void aRouteThatIsStoppedAndStartedForgetsNothing() throws Exception {
        watch("");
        awaitPolls(2);
        String first = finishedRun();
        awaitHandled(first);

        context().getRouteController().stopRoute("watch");
        String second = finishedRun();
        context().getRouteController().startRoute("watch");

        awaitHandled(first, second);
        awaitPolls(3);
        assertThat(emitted).containsExactly(first, second);
    }

    /**
     * A consumer that is no route's, as that of {@code master:}; its exchange holds the thread until it is released.
     */
    private LobstrConsumer ownConsumer(CountDownLatch inFlight, CountDownLatch release) throws Exception {
        LobstrConsumer consumer = (LobstrConsumer) context().getEndpoint(
                "lobstr:finishedRuns?initialDelay=0&delay=20&startFrom=earliest&squid=" + squid.id())
                .createConsumer(PluginHelper.getInternalProcessorFactory(context()).addUnitOfWorkProcessorAdvice(context(),
                        AsyncProcessorConverterHelper.convert(exchange -> {
                            inFlight.countDown();
                            // an interrupt ends it
                            release.await();
                            handle(exchange);
                        }), null));
        ServiceHelper.startService(consumer);
        return consumer;
    }

    @Test
    void aConsumerThatIsStoppedAloneFinishesWhatItHasInFlight() throws Exception {
        CountDownLatch inFlight = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        LobstrConsumer consumer = ownConsumer(inFlight, release);
        String run = finishedRun();
        assertThat(inFlight.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> ServiceHelper.stopAndShutdownService(consumer));
        await().atMost(SOON).until(consumer::isStopping);
        release.countDown();
        stop.get(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(handled).containsExactly(run);
    }

    @Test
    void aStopThatIsInterruptedStopsAllTheSame() throws Exception {
        CountDownLatch inFlight = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        LobstrConsumer consumer = ownConsumer(inFlight, release);
        String run = finishedRun();
        assertThat(inFlight.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();

        AtomicBoolean interrupted = new AtomicBoolean();
        Thread stop = new Thread(() -> {
            ServiceHelper.stopService(consumer);
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        stop.start();
        await().atMost(SOON).until(consumer::isStopping);
        stop.interrupt();
        stop.join(SOON.toMillis());
        assertThat(consumer.getStatus()).isEqualTo(ServiceStatus.Stopped);
        assertThat(interrupted).isTrue();
        assertThat(handled).isEmpty();

        release.countDown();
        ServiceHelper.startService(consumer);
        awaitHandled(run);
        ServiceHelper.stopAndShutdownService(consumer);
    }

    @Test
    void aSuspendedRouteClaimsNothing() throws Exception {
        watchByHand("");
        byHand.poll();
        context().getRouteController().suspendRoute("watch");
        assertThat(context().getRouteController().getRouteStatus("watch")).isEqualTo(ServiceStatus.Suspended);
        String run = finishedRun();
        long asked = polls();
        byHand.poll(3);
        assertThat(emitted).isEmpty();
        assertThat(polls()).isEqualTo(asked);

        context().getRouteController().resumeRoute("watch");
        byHand.poll();
        assertThat(handled).containsExactly(run);
    }

    @Test
    void aFileRemembersOverARestart(@TempDir Path folder) throws Exception {
        List<String> expected = new ArrayList<>();
        File store = folder.resolve("handled.txt").toFile();
        for (int life = 0; life < 3; life++) {
            context().getRegistry().bind("file" + life, FileIdempotentRepository.fileIdempotentRepository(store));
            AtomicInteger settled = new AtomicInteger(handled.size());
            String route = "life" + life;
            String uri = "lobstr:finishedRuns?initialDelay=0&delay=" + (20 + life) + "&idempotentRepository=#file" + life
                         + "&squid=" + squid.id();
            context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(uri).routeId(route).process(ConsumerLifeTest.this::handle);
                }
            });
            awaitPolls(2);
            expected.add(finishedRun());
            await().atMost(SOON).until(() -> handled.size() > settled.get());
            awaitPolls(2);
            context().getRouteController().stopRoute(route);
            context().removeRoute(route);
            expected.add(finishedRun());
        }

        assertThat(handled).containsExactlyElementsOf(expected.subList(0, 5));
    }

    /** As a reload of its file does it. */
    @ParameterizedTest
    @ValueSource(strings = { "now", "earliest" })
    void aRouteThatIsRemovedAndAddedAgainForgetsNothing(String startFrom) throws Exception {
        String uri = finishedRuns + "&startFrom=" + startFrom;
        watch("again", uri);
        awaitPolls(2);
        String first = finishedRun();
        awaitHandled(first);
        // another one that watches the same remembers for itself
        watch("beside", uri + "&statuses=done");
        awaitPolls(4);
        context().getRouteController().stopRoute("again");
        context().removeRoute("again");
        String second = finishedRun();
        await().atMost(SOON).until(() -> handled.contains(second));
        handled.clear();
        context().getRouteController().stopRoute("beside");

        watch("again", uri);

        awaitHandled(second);
        awaitPolls(3);
        assertThat(handled).containsExactly(second);
    }
}
