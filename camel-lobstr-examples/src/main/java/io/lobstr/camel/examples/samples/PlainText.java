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

import java.util.regex.Pattern;

/**
 * Text from outside for a place that is one line: a log, a table, a notice.
 */
public final class PlainText {

    /**
     * What ends a line, steers a terminal or turns the reading direction, and halves of characters. U+200D stays: it
     * joins emojis.
     */
    private static final Pattern ODD = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}&&[^\\u200d]]+");

    private PlainText() {
    }

    /**
     * @param  text    anything
     * @param  longest how many characters of it
     * @return         the same in one line
     */
    public static String line(String text, int longest) {
        String line = ODD.matcher(text).replaceAll(" ");
        if (line.length() <= longest) {
            return line;
        }
        return line.substring(0, Character.isHighSurrogate(line.charAt(longest - 1)) ? longest - 1 : longest) + "…";
    }
}
