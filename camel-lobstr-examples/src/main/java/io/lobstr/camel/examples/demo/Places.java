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

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.demo.Place.Wanted;
import io.lobstr.camel.model.Run;

/**
 * The table of places where the demo's samples bring runs.
 */
final class Places {

    private static final Wanted DONE = new Wanted("runs that are done", Places::isDone);
    private static final Wanted WITH_ROWS = new Wanted("runs that have rows", run -> run.getTotalResults() > 0);
    private static final Wanted FAILED = new Wanted("runs that failed", run -> !isDone(run));

    private final List<Place> places;

    Places(List<Place> places) {
        this.places = places;
    }

    static Places of(DemoApplication application) {
        FilePlaces files = new FilePlaces(application);
        QueuePlaces queues = new QueuePlaces(application);
        TopicPlaces topics = new TopicPlaces(application);
        DatabasePlaces database = new DatabasePlaces(application);
        String searches = application.setting("search-terms.squid");
        Wanted ofSearches = new Wanted("runs that search", run -> searches.equals(run.getSquid()));
        return new Places(
                Stream.of(
                        new Place(Sample.FINISHED_RUNS_TO_FILES, "file", Place.EVERY, files::runs),
                        new Place(Sample.PUSHED_FINISHED_RUNS, "pushed file", Place.EVERY, files::pushed),
                        new Place(Sample.FINISHED_RUNS_TO_QUEUE, "queue", Place.EVERY, queues::runs),
                        new Place(Sample.FINISHED_RUNS_TO_KAFKA, "topic", Place.EVERY, topics::runs),
                        new Place(Sample.FINISHED_RUNS_TO_DATABASE, "table", Place.EVERY, database::runs),
                        new Place(Sample.RESULTS_TO_DATABASE, "rows", WITH_ROWS, database::results),
                        new Place(Sample.COSTS_TO_DATABASE, "costs", Place.EVERY, database::costs),
                        new Place(Sample.DOWNLOADS_TO_FILES, "export", DONE, files::downloads),
                        new Place(Sample.RUN_NOTICES, "notice", FAILED, files::notices),
                        new Place(Sample.SEARCH_TERMS_TO_RESULTS, "search queue", ofSearches, queues::results))
                        .filter(place -> application.samples().contains(place.sample())).toList());
    }

    private static boolean isDone(Run run) {
        return "done".equals(run.getStatus());
    }

    List<Place> all() {
        return places;
    }

    /** The samples that have something to do with a run, once it has ended. */
    Set<Sample> wanting(Run run) {
        return places.stream().filter(place -> place.wants(run)).map(Place::sample)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Sample.class)));
    }

    /** What to call the places of some samples. */
    String words(Collection<Sample> samples) {
        return places.stream().filter(place -> samples.contains(place.sample())).map(Place::word)
                .collect(Collectors.joining(", "));
    }
}
