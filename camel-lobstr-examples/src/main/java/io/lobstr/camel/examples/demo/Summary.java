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

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

import io.lobstr.camel.model.Run;

/**
 * The table at the end.
 */
final class Summary {

    private static final String ROW = "%-4s  %-32s  %-22s  %7s  %7s  %-4s  %-5s  %-8s";

    private final Screen screen;

    Summary(Screen screen) {
        this.screen = screen;
    }

    void print(List<Arrival> arrivals) {
        screen.line("");
        row("run", "id", "status", "results", "credits", "file", "queue", "database");
        for (Arrival arrival : arrivals) {
            Run run = arrival.run();
            row(
                    arrival.booked().own() ? arrival.booked().number() : "-", run.getId(), status(run),
                    run.getTotalResults(), credits(run), mark(run, arrival.file()), mark(run, arrival.queue()),
                    mark(run, arrival.database()));
        }
        screen.line("");
    }

    private void row(Object... cells) {
        screen.line(ROW.formatted(cells).stripTrailing());
    }

    private static String status(Run run) {
        return run.isFinished() && !"done".equals(run.getStatus())
                ? run.getStatus() + " (" + run.getDoneReason() + ")" : run.getStatus();
    }

    private static String credits(Run run) {
        return Objects.requireNonNullElse(run.getCreditUsed(), BigDecimal.ZERO).stripTrailingZeros().toPlainString();
    }

    private String mark(Run run, boolean there) {
        if (there) {
            return screen.tick();
        }
        return run.isFinished() ? screen.cross() : "-";
    }
}
