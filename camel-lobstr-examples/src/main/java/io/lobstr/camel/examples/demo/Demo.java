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
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts what the routes need, then the routes; waits; and says what arrived where.
 */
public final class Demo {

    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final int STOP_SECONDS = 20;

    private final Map<String, String> environment;
    private final Properties given;
    private final Screen screen;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile RunBook book;

    /**
     * @param environment the environment variables
     * @param given       settings that win over {@code application.properties}
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
        } catch (DemoException e) {
            LOG.info("The demo ends", e);
            screen.line(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.info("The demo failed", e);
            screen.line("The demo cannot go on: " + rootCause(e).getMessage());
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
        Path folder = settings.folder();
        Files.createDirectories(folder);
        try (RunDatabase database = RunDatabase.open(folder);
             EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
             LobstrAccount account = account(settings, database)) {
            Report report = new Report(screen, settings, account);
            report.introduce();
            int earlier = database.runs().size();
            book = book(settings, account);
            try (DemoRoutes routes = new DemoRoutes(settings, account, database, broker, book)) {
                routes.start();
                book.await(settings.patience());
            }
            screen.live(List.of());
            return report.conclude(book, arrivals(folder, database), earlier, database);
        }
    }

    private static LobstrAccount account(DemoSettings settings, RunDatabase database) throws SQLException {
        return settings.simulated()
                ? SimulatedAccount.open(settings, database.runs()) : new RealAccount(settings.squids());
    }

    private RunBook book(DemoSettings settings, LobstrAccount account) {
        String ofAll = settings.keepRunning() ? "" : " of " + settings.runs();
        return new RunBook(
                account.squids(), settings.keepRunning() ? Integer.MAX_VALUE : settings.runs(),
                new ProgressDisplay(screen, account, ofAll));
    }

    /** Not what the routes said, but what is there. */
    private List<Arrival> arrivals(Path folder, RunDatabase database) throws SQLException {
        Set<String> rows = database.runs().stream().map(StoredRun::id).collect(Collectors.toSet());
        return book.runs().stream().map(run -> new Arrival(
                run, Files.isRegularFile(folder.resolve("runs").resolve(run.run().getId() + ".json")), run.readBack(),
                rows.contains(run.run().getId()))).toList();
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
