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

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

import io.lobstr.camel.model.Run;
import org.apache.camel.Exchange;

/**
 * An application that can be killed: its one route writes the id of each run that it handled to a file. It answers each
 * line that it reads with its heap in use and its threads, and stops when its input ends.
 */
public final class ForkedApplicationMain {

    private final Lines handled;
    private final double failures;

    private ForkedApplicationMain(Lines handled, double failures) {
        this.handled = handled;
        this.failures = failures;
    }

    /**
     * @param  args      base URL, API key, file for the runs handled, file for the answers, repository, options,
     *                   threads, how many of the exchanges fail
     * @throws Exception if the context does not start
     */
    public static void main(String[] args) throws Exception {
        try (Lines handled = new Lines(Path.of(args[2]));
             Lines answers = new Lines(Path.of(args[3]));
             WatchingContext context = new WatchingContext(
                     args[0], args[1], args[4], args[5], Integer.parseInt(args[6]),
                     new ForkedApplicationMain(handled, Double.parseDouble(args[7]))::handle)) {
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
            while (context.context().isStarted() && input.readLine() != null) {
                System.gc();
                answers.write(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + " "
                              + ManagementFactory.getThreadMXBean().getThreadCount());
            }
        }
    }

    private void handle(Exchange exchange) throws Exception {
        if (ThreadLocalRandom.current().nextDouble() < failures) {
            throw new IllegalStateException("the database is down");
        }
        handled.write(exchange.getMessage().getBody(Run.class).getId());
    }
}
