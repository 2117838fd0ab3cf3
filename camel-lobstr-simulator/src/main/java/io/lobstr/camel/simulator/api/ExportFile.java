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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.state.Ids;
import io.lobstr.camel.simulator.state.RunSnapshot;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.traffic.Body;

/**
 * The exported file of a run. It is made while it is read, so that a big one costs no memory; only xlsx is made at
 * once.
 */
final class ExportFile {

    private final SimulatedRun run;
    private final RunSnapshot snapshot;
    private final ExportFormat format;
    private final Columns columns;

    ExportFile(SimulatedRun run, ExportFormat format, Columns columns) {
        this.run = run;
        this.snapshot = run.snapshot();
        this.format = format;
        this.columns = columns;
    }

    String name() {
        return snapshot.id() + "." + format.extension();
    }

    String contentType() {
        return format.contentType();
    }

    String etag() {
        return '"' + Ids.of(name() + columns + snapshot.results() + snapshot.exportTime()) + '"';
    }

    String lastModified() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(snapshot.exportTime().atOffset(ZoneOffset.UTC));
    }

    Body body() {
        return switch (format) {
            case CSV -> streamed(new Pieces(this::csvPiece, snapshot.results() + 1));
            case JSON -> streamed(new Pieces(this::jsonPiece, snapshot.results() + 1));
            case JSONL -> streamed(new Pieces(index -> bytes(row(index) + "\n"), snapshot.results()));
            case XLSX -> Body.of(Xlsx.of(table()));
        };
    }

    private static Body streamed(Pieces pieces) {
        return new Body() {
            @Override
            public long length() {
                try (InputStream stream = open()) {
                    return stream.skip(Long.MAX_VALUE);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public InputStream open() {
                return pieces.open();
            }
        };
    }

    private byte[] csvPiece(int index) {
        if (index == 0) {
            return bytes(String.join(",", columns()) + "\n");
        }
        return bytes(cells(index - 1).stream().map(ExportFile::quoted).collect(Collectors.joining(",")) + "\n");
    }

    private byte[] jsonPiece(int index) {
        if (index == snapshot.results()) {
            return bytes(index == 0 ? "[]" : "]");
        }
        return bytes((index == 0 ? "[" : ",") + row(index) + "\n");
    }

    private List<List<String>> table() {
        List<List<String>> table = new ArrayList<>();
        table.add(columns());
        for (int i = 0; i < snapshot.results(); i++) {
            table.add(cells(i));
        }
        return table;
    }

    private List<String> columns() {
        List<String> names = new ArrayList<>();
        row(0).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private List<String> cells(int index) {
        return StreamSupport.stream(row(index).spliterator(), false).map(ExportFile::cell).toList();
    }

    private ObjectNode row(int index) {
        return columns.of(ResultRow.of(run, snapshot, index));
    }

    private static String cell(JsonNode value) {
        return value.isNull() ? "" : value.isValueNode() ? value.asText() : value.toString();
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
