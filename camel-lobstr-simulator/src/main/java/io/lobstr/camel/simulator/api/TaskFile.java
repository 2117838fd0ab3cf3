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
package io.lobstr.camel.simulator.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.lobstr.camel.simulator.state.SimulatedCrawler;
import io.lobstr.camel.simulator.traffic.Part;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * A file of tasks: a header row with the names of parameters, then a row for each task.
 *
 * @param valid      the tasks
 * @param invalid    how many rows are no tasks
 * @param isReadable whether it is such a file
 */
record TaskFile(List<Map<String, Object>> valid, int invalid, boolean isReadable) {

    static TaskFile read(Part file, SimulatedCrawler crawler) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file.content())).toString();
        String start = text.startsWith("\uFEFF") ? text.substring(1) : text;
        CSVFormat format = (isTabbed(file) ? CSVFormat.TDF : CSVFormat.DEFAULT).builder().setHeader()
                .setSkipHeaderRecord(true).setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW).setIgnoreEmptyLines(true).get();
        List<Map<String, Object>> valid = new ArrayList<>();
        int invalid = 0;
        try (CSVParser rows = CSVParser.parse(start, format)) {
            for (CSVRecord row : rows) {
                Map<String, Object> task = task(row);
                if (task.isEmpty() || TaskCheck.problem(crawler, task).isPresent()) {
                    invalid++;
                } else {
                    valid.add(task);
                }
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            return new TaskFile(List.of(), 0, false);
        }
        return new TaskFile(valid, invalid, !valid.isEmpty() || invalid > 0);
    }

    private static Map<String, Object> task(CSVRecord row) {
        Map<String, Object> task = new LinkedHashMap<>();
        row.toMap().forEach((name, value) -> {
            if (!value.isEmpty()) {
                task.put(name, value);
            }
        });
        return task;
    }

    private static boolean isTabbed(Part file) {
        return String.valueOf(file.contentType()).startsWith("text/tab-separated-values")
                || String.valueOf(file.fileName()).endsWith(".tsv");
    }
}
