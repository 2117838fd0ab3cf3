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

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the samples, waits, and says what arrived where.
 */
public final class Demo {

    static final String COMMAND = "./mvnw -q -Pdemo";

    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final int STOP_SECONDS = 20;

    private final Map<String, String> environment;
    private final Properties given;
    private final Screen screen;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile RunBook book;

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
            return run(DemoSettings.read(environment, given));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.info("The demo ends", e);
            Throwable cause = rootCause(e);
            screen.live(List.of());
            screen.line(cause instanceof DemoException ? cause.getMessage() : "The demo cannot go on: " + cause.getMessage());
        } finally {
            ended.countDown();
        }
        return 1;
    }

    /**
     * Ends a demo that runs, in an orderly way, and waits for that.
     */
    public void stop() {
        RunBook running = book;
        if (running != null) {
            running.stop();
            try {
                ended.await(STOP_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private int run(DemoSettings settings) throws Exception {
        Files.createDirectories(settings.folder());
        try (DemoApplication application = new DemoApplication(settings)) {
            if (!settings.look().isEmpty()) {
                application.start();
                new LookAround(screen, application).at(settings.look());
                return 0;
            }
            return run(settings, application);
        }
    }

    private int run(DemoSettings settings, DemoApplication application) throws Exception {
        Report report = new Report(screen, settings);
        report.introduce();
        application.start();
        Places places = Places.of(application);
        report.tellAccount(application.account(), application.furtherRuns());
        book = new RunBook(
                settings.keepRunning() ? Integer.MAX_VALUE : settings.runs(), application.furtherRuns(),
                places::wanting,
                new ProgressDisplay(
                        screen, application.account()::name, application.account()::expectedResults,
                        ofAll(settings, application)));
        application.startRoutes(book);
        book.awaitStarts(settings.patience());
        application.stopStarting();
        book.awaitArrivals(settings.patience());
        screen.live(List.of());
        return report.conclude(book, places, application.account());
    }

    private static String ofAll(DemoSettings settings, DemoApplication application) {
        return settings.keepRunning() ? "" : " of " + (settings.runs() + application.furtherRuns());
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof DemoException)) {
            cause = cause.getCause();
        }
        return cause;
    }
}
