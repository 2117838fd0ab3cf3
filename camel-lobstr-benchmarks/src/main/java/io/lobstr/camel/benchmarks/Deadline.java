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
package io.lobstr.camel.benchmarks;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.lobstr.camel.benchmarks.report.Report;

/**
 * Lets a scenario take so long, and no longer: one that hangs is an error, which tells what it was at.
 */
final class Deadline {

    private final Duration most;

    Deadline(Duration most) {
        this.most = most;
    }

    /**
     * @param  name                  of the scenario
     * @param  scenario              what is measured
     * @param  scale                 how much
     * @param  report                takes what was measured
     * @throws IllegalStateException if it has not ended by then; its stack is that of whoever measures
     * @throws Exception             if it could not be measured
     */
    void measure(String name, Scenario scenario, Scale scale, Report report) throws Exception {
        FutureTask<Void> task = new FutureTask<>(() -> {
            scenario.measure(scale, report);
            return null;
        });
        Thread thread = new Thread(task, "benchmark-" + name);
        thread.setDaemon(true);
        thread.start();
        try {
            task.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            IllegalStateException late = new IllegalStateException(
                    name + " has not ended after " + most.toSeconds() + " s; it was at: " + report.at());
            late.setStackTrace(thread.getStackTrace());
            task.cancel(true);
            throw late;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
