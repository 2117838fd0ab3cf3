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
package io.lobstr.camel.examples.samples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

import io.lobstr.camel.model.Run;
import org.apache.camel.Handler;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/**
 * A CSV file a day, a line a run. Several threads and several JVMs may write one at once. A run that is there already
 * is not written again, and a last line that a crash cut off is taken away first.
 */
public class Ledger {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180;
    /** What spreadsheets take for a formula, also after blanks; they show the quote that goes before it as nothing. */
    private static final Pattern FORMULA = Pattern.compile("[\\s\\p{Z}]*[=+\\-@\uff1d\uff0b\uff0d\uff20|%]");
    private static final int LONGEST = 1000;
    private static final int ID = 1;
    private static final String HEADER = "ended_at,id,squid,status,done_reason,total_results,credit_used\r\n";

    private final Path folder;
    private final Clock clock;

    /**
     * @param folder where the files are
     */
    public Ledger(String folder) {
        this(Path.of(folder), Clock.systemUTC());
    }

    Ledger(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * Writes a run into the ledger of the day on which it ended, in UTC.
     *
     * @param  run         a finished run
     * @throws IOException if the file cannot be written
     */
    @Handler
    public void add(Run run) throws IOException {
        OffsetDateTime ended = run.getEndedAt();
        LocalDate day = ended == null ? LocalDate.now(clock) : ended.toLocalDate();
        Files.createDirectories(folder);
        // a file's lock keeps other JVMs out, and refuses a second thread of this one
        synchronized (Ledger.class) {
            try (FileChannel file = FileChannel.open(folder.resolve("ledger-" + day + ".csv"), StandardOpenOption.CREATE,
                    StandardOpenOption.READ, StandardOpenOption.WRITE);
                 FileLock lock = file.lock()) {
                append(file, run);
            }
        }
    }

    private static void append(FileChannel file, Run run) throws IOException {
        String content = read(file);
        String whole = content.substring(0, content.lastIndexOf('\n') + 1);
        if (contains(whole, run)) {
            return;
        }
        file.position(whole.getBytes(StandardCharsets.UTF_8).length);
        ByteBuffer line = StandardCharsets.UTF_8.encode((whole.isEmpty() ? HEADER : "") + line(run) + "\r\n");
        while (line.hasRemaining()) {
            file.write(line);
        }
        file.truncate(file.position());
        file.force(true);
    }

    private static boolean contains(String lines, Run run) throws IOException {
        String id = id(run);
        // nearly every run is new, and a look at the text is quicker than reading all records
        if (!lines.contains(FORMAT.format("x", id, "").substring(1))) {
            return false;
        }
        try (CSVParser records = CSVParser.parse(lines, FORMAT)) {
            return records.stream().skip(1).anyMatch(record -> record.get(ID).equals(id));
        }
    }

    /** A day's ledger is small. */
    private static String read(FileChannel file) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(file.size()));
        while (content.hasRemaining() && file.read(content) >= 0) {
            // until it is there
        }
        return StandardCharsets.UTF_8.decode(content.flip()).toString();
    }

    private static String line(Run run) {
        return FORMAT.format(
                run.getEndedAt(), id(run), cell(run.getSquid()), cell(run.getStatus()), cell(run.getDoneReason()),
                run.getTotalResults(), run.getCreditUsed());
    }

    /** No two ids look the same: one that a cell does not show as it is has a hash. */
    private static String id(Run run) {
        String id = run.getId();
        String line = PlainText.line(id, LONGEST);
        return quoted(line.equals(id) && !id.startsWith("'") ? id : line + "~" + FileName.hash(id));
    }

    /** In one line, whatever came from outside, and nothing that a spreadsheet would run or fetch. */
    private static String cell(String text) {
        return text == null ? null : quoted(PlainText.line(text, LONGEST));
    }

    private static String quoted(String line) {
        return FORMULA.matcher(line).lookingAt() ? "'" + line : line;
    }
}
