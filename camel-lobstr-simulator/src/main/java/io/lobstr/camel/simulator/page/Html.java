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
package io.lobstr.camel.simulator.page;

/**
 * Writes HTML. Whatever is not markup of the program is a value, and every value is escaped.
 */
final class Html {

    private static final String HOLE = "{}";

    private final StringBuilder text = new StringBuilder();

    /**
     * Writes markup.
     *
     * @param markup as it stands in the program, with {@code {}} where a value goes: between tags, or in double quotes
     * @param values what goes there; nothing for null
     */
    Html add(String markup, Object... values) {
        int from = 0;
        for (Object value : values) {
            int hole = markup.indexOf(HOLE, from);
            text.append(markup, from, hole);
            escape(value == null ? "" : value.toString());
            from = hole + HOLE.length();
        }
        text.append(markup, from, markup.length());
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                case '\'' -> text.append("&#39;");
                default -> text.append(c);
            }
        }
    }
}
