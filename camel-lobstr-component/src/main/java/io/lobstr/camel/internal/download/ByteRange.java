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
package io.lobstr.camel.internal.download;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes of a file a part says that it has.
 *
 * @param from  the first
 * @param to    the last
 * @param total how many the file has, -1 where that was not said
 */
record ByteRange(long from, long to, long total) {

    private static final Pattern FORM = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    /**
     * @param  header a Content-Range, or null
     * @return        null where it is none
     */
    static ByteRange of(String header) {
        Matcher form = FORM.matcher(header == null ? "" : header);
        if (!form.matches()) {
            return null;
        }
        ByteRange range = new ByteRange(
                Long.parseLong(form.group(1)), Long.parseLong(form.group(2)),
                form.group(3).equals("*") ? -1 : Long.parseLong(form.group(3)));
        return range.to < range.from || range.total >= 0 && range.to >= range.total ? null : range;
    }

    long length() {
        return to - from + 1;
    }
}
