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
package io.lobstr.camel.examples.demo;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.lobstr.camel.examples.engines.EmbeddedEngines;
import io.lobstr.camel.examples.engines.EngineInUseException;
import org.slf4j.LoggerFactory;

/**
 * Runs the samples, waits, and says what arrived where.
 */
public final class Demo {

    static final String COMMAND = "./mvnw -q -Pdemo";

    private static final int STOP_SECONDS = 20;

    private final Map<String, String> environment;
    private final Properties given;
    private final Screen screen;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile RunBook book;
    private volatile boolean stopped;

    /**
     * @param environment the environment variables
     * @param given       settings that win over the files
     * @param screen      where to print
     */
    public Demo(Map<String, String> environment, Properties given, Screen screen) {
        this.environment = environment;
        this.given = given;
        this.screen = screen;
    }

    /**
     * Runs the demo to its end.
     *
     * @return 0 if every run that was started has arrived everywhere
     */
    public int run() {
        try {
            DemoSettings settings = DemoSettings.read(environment, given);
            DemoFolder.prepare(settings.folder());
            // nothing logs before this: the log is in the folder
            return runOrLog(settings);
        } catch (DemoException e) {
            screen.line(e.getMessage());
            return 1;
        } finally {
            ended.countDown();
        }
    }

    /**
     * Ends a demo that runs, in an orderly way, and waits for that. One that still starts ends when it has started,
     * since half an engine cannot be ended.
     */
    public void stop() {
        stopped = true;
        RunBook running = book;
        if (running != null) {
            running.stop();
        }
        try {
            ended.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int runOrLog(DemoSettings settings) {
        try {
            return run(settings);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LoggerFactory.getLogger(Demo.class).info("The demo ends", e);
            screen.live(List.of());
            screen.line(reason(rootCause(e), settings));
        }
        return 1;
    }

    private int run(DemoSettings settings) throws Exception {
        try (AutoCloseable held = settings.look().isEmpty() ? EmbeddedEngines.hold(settings.folder(), "demo") : () -> {
        };
             DemoApplication application = new DemoApplication(settings)) {
            if (settings.look().isEmpty()) {
                return run(settings, application);
            }
            application.lookedThrough().ifPresent(process -> screen.line(
                    "This is what the demo has brought that runs here as process " + process + "."));
            application.start();
            new LookAround(screen, application).at(settings.look());
            return 0;
        }
    }

    private int run(DemoSettings settings, DemoApplication application) throws Exception {
        Report report = new Report(screen, settings);
        report.introduce(application.page());
        application.start();
        Places places = Places.of(application);
        report.tellAccount(application.account(), application.furtherRuns());
        if (settings.keepRunning()) {
            report.tellAddresses(application);
        }
        book = new RunBook(
                settings.runs(), application.furtherRuns(), places::wanting,
                new ProgressDisplay(
                        screen, application.account()::name, application.account()::expectedResults, places::words,
                        ofAll(settings, application)));
        if (stopped) {
            screen.line("Stopped before a run was started.");
            return 0;
        }
        application.startRoutes(book);
        book.awaitStarts(settings.patience());
        application.stopStarting();
        book.awaitArrivals(settings.patience());
        if (settings.keepRunning() && book.refusal() == null) {
            screen.live(List.of());
            screen.line("No more runs are started. Everything stays up until Ctrl-C.");
            book.awaitStop();
        }
        screen.live(List.of());
        return report.conclude(book, places, application.account(), application.keepReport());
    }

    private static String ofAll(DemoSettings settings, DemoApplication application) {
        return settings.endless() ? "" : " of " + (settings.runs() + application.furtherRuns());
    }

    private static String reason(Throwable cause, DemoSettings settings) {
        if (cause instanceof EngineInUseException other) {
            return ("A demo runs in %s already, as process %s: end it with Ctrl-C where it runs, or give this one a folder of its own"
                    + " with -Ddemo.folder=PATH. -Ddemo.look=tables, topic or queue looks at what it has brought.")
                    .formatted(settings.folder(), other.process());
        }
        return cause instanceof DemoException ? cause.getMessage() : "The demo cannot go on: " + cause.getMessage();
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof DemoException)) {
            cause = cause.getCause();
        }
        return cause;
    }
}
