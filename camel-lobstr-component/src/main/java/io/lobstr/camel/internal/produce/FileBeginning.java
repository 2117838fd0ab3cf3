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
package io.lobstr.camel.internal.produce;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What the first bytes of a file say of it: whether it is certainly none of rows of text.
 */
final class FileBeginning {

    /** How much of it is looked at before it is sent. */
    static final int LENGTH = 512;

    private static final char MARK = '\ufeff';
    private static final List<Charset> MARKED
            = List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);
    /** By their first bytes, each as a char. */
    private static final Map<String, String> OTHERS = Map.of(
            "PK\u0003\u0004", "a workbook or another archive", "PK\u0005\u0006", "an empty archive",
            "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1", "a workbook or another document of old (.xls)",
            "\u001f\u008b", "packed (gzip)", "%PDF-", "a PDF");

    private FileBeginning() {
    }

    /**
     * @param  bytes the first ones
     * @return       why it is no such file, which continues a sentence; null where it may be one
     */
    static String flaw(byte[] bytes) {
        String asBytes = new String(bytes, StandardCharsets.ISO_8859_1);
        for (Map.Entry<String, String> other : OTHERS.entrySet()) {
            if (asBytes.startsWith(other.getKey())) {
                return "this one is " + other.getValue();
            }
        }
        String text = text(bytes, asBytes).strip();
        if (text.isEmpty()) {
            return "this one is empty";
        }
        if ("{[<".indexOf(text.charAt(0)) >= 0) {
            return "this one begins with " + text.charAt(0) + ", as JSON and XML do; addTasks takes tasks as JSON";
        }
        return text.indexOf('\0') < 0 ? null : "this one is no text, since it has bytes of 0 in it";
    }

    /** Without the mark that says how it is encoded. */
    private static String text(byte[] bytes, String asBytes) {
        for (Charset charset : MARKED) {
            String text = new String(bytes, charset);
            if (!text.isEmpty() && text.charAt(0) == MARK) {
                return text.substring(1);
            }
        }
        return asBytes;
    }
}
