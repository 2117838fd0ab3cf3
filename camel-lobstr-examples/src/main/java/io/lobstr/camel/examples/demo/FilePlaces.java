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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.lobstr.camel.examples.demo.Place.Found;

/**
 * What is in files.
 */
final class FilePlaces {

    private final DemoApplication application;

    FilePlaces(DemoApplication application) {
        this.application = application;
    }

    Found runs() throws IOException {
        Set<String> runs = names("runs", ".json");
        Set<String> ledgers = new TreeSet<>(names("", ".csv"));
        return new Found(
                runs, Found.count(runs.size(), "JSON file") + ", and a line for each in "
                      + (ledgers.size() == 1 ? "the ledger of the day" : "the ledger of its day"),
                List.of("ls " + folder("runs"), "cat " + folder("ledger-*.csv")));
    }

    Found pushed() throws IOException {
        Set<String> runs = names("pushed", ".json");
        return new Found(
                runs, Found.count(runs.size(), "JSON file") + ", by the call of a webhook, or by a poll where none came",
                List.of("ls " + folder("pushed")));
    }

    Found downloads() throws IOException {
        Set<String> runs = names("downloads", ".csv");
        return new Found(
                runs, Found.count(runs.size(), "exported CSV file") + " of runs that are done, each with its checksum",
                List.of("cd " + folder("downloads") + " && sha256sum -c *.sha256"));
    }

    Found notices() throws IOException {
        Set<String> runs = names("notices", ".txt");
        return new Found(
                runs, Found.count(runs.size(), "notice") + " of runs that failed",
                List.of("tail -n +1 " + folder("notices/*.txt")));
    }

    private Path folder(String name) {
        return Path.of(application.setting("files.folder"), name);
    }

    /** The names of files, without what they end with. */
    private Set<String> names(String folder, String end) throws IOException {
        if (!Files.isDirectory(folder(folder))) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(folder(folder))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(end))
                    .map(name -> name.substring(0, name.length() - end.length())).collect(Collectors.toSet());
        }
    }
}
