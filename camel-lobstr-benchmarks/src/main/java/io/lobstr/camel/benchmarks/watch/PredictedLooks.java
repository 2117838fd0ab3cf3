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
package io.lobstr.camel.benchmarks.watch;

import java.util.function.DoubleFunction;

import io.lobstr.camel.PollTimes;
import io.lobstr.camel.benchmarks.Scale;
import io.lobstr.camel.benchmarks.Scenario;
import io.lobstr.camel.benchmarks.report.Distribution;
import io.lobstr.camel.benchmarks.report.Dots;
import io.lobstr.camel.benchmarks.report.Figures;
import io.lobstr.camel.benchmarks.report.Report;
import io.lobstr.camel.benchmarks.report.Row;

/**
 * How late a run comes out with {@code pollTimes=predicted}, beside even polls that send as many requests.
 */
public final class PredictedLooks implements Scenario {

    private static final double DAY = 24 * 3600;
    private static final double HOUR = 3600;
    private static final int USUAL = 60;
    /** The table has two digits: what is below them differs from run to run. */
    private static final double ROUNDING = 0.005;

    private Report report;
    private Scale scale;

    @Override
    public void measure(Scale ofAll, Report into) throws Exception {
        report = into;
        scale = ofAll;
        SimulatedDays.Seen day = row(
                "1 squid by name, a run every quarter of an hour", Plan::busy, true, 1, 2, 0.37);
        if (scale == Scale.SMOKE) {
            draw(day);
            return;
        }
        draw(row("1 squid by name, a run every hour, of 5 min ± 30 %", Plan::hourly, true, 2, 4, 0.10));
        row("10 squids of an account, hourly to six-hourly, ± 30 %", days -> Plan.account(10, days), false, 2, 2, 0.75);
        row("40 squids of an account", days -> Plan.mixed(40, days), false, 1, 1, 1);
        row("400 squids of an account", days -> Plan.mixed(400, days), false, 1, 1, 1);
        row("1 squid by name, of which habits change at noon", Plan::changing, true, 3, 1, 1.1);
        row("1 squid by name, without a past", Plan::fresh, true, 0, 1, 1.1);
        double endless = new SimulatedDays(Plan.endless(1), true, 0, 1).live(PollTimes.predicted, USUAL).requestsPerHour();
        report.add(new Row(
                "requests an hour with `pollTimes=predicted`, 1 squid by name, a run that never ends",
                Figures.of(endless), Figures.of(HOUR / USUAL), Figures.ratio(endless, HOUR / USUAL), "", "at most 1.10",
                endless <= 1.1 * HOUR / USUAL));
    }

    private SimulatedDays.Seen row(
            String what, DoubleFunction<Plan> plans, boolean named, int daysBefore, int daysMeasured, double goal)
            throws Exception {
        int before = scale.of(daysBefore, 0);
        int measured = scale.of(daysMeasured, 1);
        int delay = scale.of(USUAL, 600);
        Plan plan = plans.apply(before + measured);
        SimulatedDays days = new SimulatedDays(plan, named, before, measured);
        report.progress(what + ", predicted");
        SimulatedDays.Seen ours = days.live(PollTimes.predicted, delay);
        // a named squid costs one request each time, and nothing else does
        double besides = 0;
        if (!named) {
            report.progress(what + ", even");
            besides = days.live(PollTimes.even, delay).requestsPerHour() - HOUR / delay;
        }
        double even = HOUR / (ours.requestsPerHour() - besides) / 2;
        double ratio = ours.mean() / even;
        double bound = plan.bound(before * DAY, (before + measured) * DAY);
        report.add(new Distribution(
                what + ", `pollTimes=predicted`, " + Figures.of(ours.requestsPerHour()) + " requests an hour: delay, s",
                ours.delays()));
        report.add(new Row(
                "mean delay with `pollTimes=predicted`, " + what + ", " + Figures.of(ours.requestsPerHour())
                           + " requests an hour, against even polls that send as many",
                Figures.of(ours.mean()) + " s", Figures.of(even) + " s", Figures.ratio(ours.mean(), even),
                Figures.ratio(bound, 1), "at most " + Figures.of(goal), ratio < goal + ROUNDING));
        if (named && goal < 1) {
            double informed = new InformedPoller(plan, delay, before * DAY, (before + measured) * DAY)
                    .ratio(ours.requestsPerHour());
            report.note(what + ": with as many requests, whoever knows when each run starts and how lengths spread has "
                        + Figures.ratio(informed, 1) + " of the delay of even polls, if looks are 5 s apart at least and four"
                        + " times `delay` at most, and however many there are in an hour.");
        }
        return ours;
    }

    private void draw(SimulatedDays.Seen day) {
        Dots dots = new Dots("looks", "A day of one squid with pollTimes=predicted", "hour", "seconds since the look before");
        double[] hours = day.looks().stream().mapToDouble(Double::doubleValue).toArray();
        double[] gaps = new double[Math.max(0, hours.length - 1)];
        double[] at = new double[gaps.length];
        for (int i = 0; i < gaps.length; i++) {
            at[i] = hours[i + 1];
            gaps[i] = (hours[i + 1] - hours[i]) * HOUR;
        }
        dots.add("a look", at, gaps);
        double[] ends = day.ends().stream().mapToDouble(Double::doubleValue).toArray();
        dots.add("a run ends", ends, new double[ends.length]);
        report.add(dots);
    }
}
