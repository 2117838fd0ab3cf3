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
package io.lobstr.camel.examples;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.lobstr.camel.examples.engines.Engine;
import io.lobstr.camel.examples.samples.ClusteredFinishedRuns;
import io.lobstr.camel.examples.samples.CostsToDatabase;
import io.lobstr.camel.examples.samples.CreditGuard;
import io.lobstr.camel.examples.samples.DownloadsToFiles;
import io.lobstr.camel.examples.samples.DownloadsToS3;
import io.lobstr.camel.examples.samples.FinishedRunsToDatabase;
import io.lobstr.camel.examples.samples.FinishedRunsToFiles;
import io.lobstr.camel.examples.samples.FinishedRunsToKafka;
import io.lobstr.camel.examples.samples.FinishedRunsToQueue;
import io.lobstr.camel.examples.samples.NewRowsToQueue;
import io.lobstr.camel.examples.samples.PushedFinishedRuns;
import io.lobstr.camel.examples.samples.QueueToDatabase;
import io.lobstr.camel.examples.samples.ResultsToDatabase;
import io.lobstr.camel.examples.samples.RunNotices;
import io.lobstr.camel.examples.samples.RunsPage;
import io.lobstr.camel.examples.samples.ScheduledStart;
import io.lobstr.camel.examples.samples.SearchTermsToResults;
import io.lobstr.camel.examples.samples.SquidFromFile;
import org.apache.camel.builder.RouteBuilder;

/**
 * The table of samples: each is there as a class and as a YAML file of the same name, and the two do the same.
 */
public enum Sample {

    /** A file of JSON for each run, and a line in the ledger of the day. */
    FINISHED_RUNS_TO_FILES(FinishedRunsToFiles::new),
    /** A file of JSON for each run, seconds after its end. */
    PUSHED_FINISHED_RUNS(PushedFinishedRuns::new),
    /** Exported files, with their checksums. */
    DOWNLOADS_TO_FILES(DownloadsToFiles::new),
    /** The same, in a bucket of S3. */
    DOWNLOADS_TO_S3(DownloadsToS3::new),
    /** Rows in two tables: finished runs, and what became of their tasks. */
    FINISHED_RUNS_TO_DATABASE(FinishedRunsToDatabase::new, Engine.DATABASE),
    /** The rows of finished runs, streamed into a table. */
    RESULTS_TO_DATABASE(ResultsToDatabase::new, Engine.DATABASE),
    /** What runs cost, by function. */
    COSTS_TO_DATABASE(CostsToDatabase::new, Engine.DATABASE),
    /** A message for each row that was not there before. */
    NEW_ROWS_TO_QUEUE(NewRowsToQueue::new, Engine.BROKER, Engine.DATABASE),
    /** A message of JSON for each run. */
    FINISHED_RUNS_TO_QUEUE(FinishedRunsToQueue::new, Engine.BROKER),
    /** A record of JSON for each run. */
    FINISHED_RUNS_TO_KAFKA(FinishedRunsToKafka::new, Engine.KAFKA),
    /** A run by the clock, while there are credits. */
    SCHEDULED_START(ScheduledStart::new),
    /** An end for each run that costs too much. */
    CREDIT_GUARD(CreditGuard::new, Engine.DATABASE),
    /** A notice of what failed, and of what did not come. */
    RUN_NOTICES(RunNotices::new),
    /** From a queue into two tables, on several machines at once. */
    QUEUE_TO_DATABASE(QueueToDatabase::new, Engine.BROKER, Engine.DATABASE),
    /** A message for each run, sent by one of several machines. */
    CLUSTERED_FINISHED_RUNS(ClusteredFinishedRuns::new, Engine.ZOOKEEPER, Engine.BROKER, Engine.DATABASE),
    /** A run for each search term in a queue, and its rows in another. */
    SEARCH_TERMS_TO_RESULTS(SearchTermsToResults::new, Engine.BROKER),
    /** Squids that are made equal to files. */
    SQUID_FROM_FILE(SquidFromFile::new),
    /** A page to look at. */
    RUNS_PAGE(RunsPage::new, Engine.DATABASE);

    private final Supplier<RouteBuilder> routes;
    private final Set<Engine> engines = EnumSet.noneOf(Engine.class);

    Sample(Supplier<RouteBuilder> routes, Engine... engines) {
        this.routes = routes;
        this.engines.addAll(Arrays.asList(engines));
    }

    /**
     * @param  names                    such as {@code finished-runs-to-files,scheduled-start}
     * @return                          the samples
     * @throws IllegalArgumentException if there is none, or none of a name
     */
    public static Set<Sample> named(String names) {
        Set<Sample> samples = EnumSet.noneOf(Sample.class);
        for (String name : names.split(",")) {
            samples.add(Arrays.stream(values()).filter(sample -> sample.toString().equals(name.strip())).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "samples=" + names + " names no sample: set samples to one or more, with commas, of "
                                                                    + Arrays.stream(values()).map(Sample::toString)
                                                                            .collect(Collectors.joining(", ")))));
        }
        return samples;
    }

    /**
     * @return the routes in Java
     */
    public RouteBuilder java() {
        return routes.get();
    }

    /**
     * @return where the same routes are in YAML
     */
    public String yaml() {
        return "classpath:samples/" + this + ".camel.yaml";
    }

    /**
     * @return what they need beside lobstr.io
     */
    public Set<Engine> engines() {
        return engines;
    }

    /** @return the name that settings use */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
