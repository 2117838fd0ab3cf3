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
package io.lobstr.camel.internal.http;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonParserDelegate;

/**
 * Shows all that is JSON, so that one value that Java cannot hold takes no other with it: a number of which the
 * exponent or the digits are too many is shown as text, and what is nested too deep as null.
 */
class AnyJson extends JsonParserDelegate {

    /** Jackson writes nothing deeper. */
    static final int DEEPEST = 1000;
    /** More would take the memory that the answer may not have. */
    static final int DEEPEST_OF_ALL = 100_000;
    static final int MOST_DIGITS = 1000;
    /** A number that Java has not, as a text. */
    private static final Pattern NO_NUMBER = Pattern.compile(
            "[+-]?(NaN|INF|Infinity)|-?\\d+(\\.\\d+)?[eE][+-]?\\d+|(?=.{" + MOST_DIGITS + "})-?\\d+(\\.\\d+)?");

    /** The size of the whole is bounded elsewhere. */
    static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxNumberLength(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .maxNestingDepth(DEEPEST_OF_ALL)
            .build();

    private JsonToken shown;
    private int depth;

    AnyJson(JsonParser parser) {
        super(parser);
    }

    @Override
    public JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        if (token == null) {
            shown = null;
        } else if (token.isStructStart() && depth >= DEEPEST) {
            lost("it is nested more than " + DEEPEST + " levels deep");
            super.skipChildren();
            shown = JsonToken.VALUE_NULL;
        } else if (token.isNumeric() && isTooMuch(token)) {
            lost("it holds a number of more than " + MOST_DIGITS + " digits, or with an exponent that is too big");
            shown = JsonToken.VALUE_STRING;
        } else {
            if (token.isNumeric() && delegate.isNaN()) {
                lost("it holds " + delegate.getText() + ", which is no number");
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            shown = token;
        }
        return shown;
    }

    /**
     * Something is shown as something else: as null what is nested too deep, as text what Java has no number for.
     *
     * @param what it is; continues a sentence
     */
    void lost(String what) {
        // whoever only looks at it does not mind
    }

    /** Whether it may be there instead of something else; it can as well be what was meant. */
    static boolean mayStandForAnother(Object value, int depth) {
        if (value instanceof Map || value instanceof Collection) {
            for (Object part : value instanceof Map<?, ?> map ? map.values() : (Collection<?>) value) {
                if (mayStandForAnother(part, depth + 1)) {
                    return true;
                }
            }
            return false;
        }
        // it may stand in a body that is deeper
        return value == null && depth >= DEEPEST / 2
                || value instanceof String text && NO_NUMBER.matcher(text).matches();
    }

    private boolean isTooMuch(JsonToken token) throws IOException {
        if (delegate.getTextLength() > MOST_DIGITS) {
            return true;
        }
        if (token != JsonToken.VALUE_NUMBER_FLOAT || delegate.isNaN()) {
            return false;
        }
        try {
            delegate.getDecimalValue();
            return false;
        } catch (IOException | NumberFormatException e) {
            return true;
        }
    }

    @Override
    public void clearCurrentToken() {
        shown = null;
        super.clearCurrentToken();
    }

    @Override
    public JsonToken currentToken() {
        return shown;
    }

    @Override
    public int currentTokenId() {
        return shown == null ? JsonToken.NOT_AVAILABLE.id() : shown.id();
    }

    @Override
    @Deprecated
    public JsonToken getCurrentToken() {
        return currentToken();
    }

    @Override
    @Deprecated
    public int getCurrentTokenId() {
        return currentTokenId();
    }

    @Override
    public boolean hasCurrentToken() {
        return shown != null;
    }

    @Override
    public boolean hasTokenId(int id) {
        return currentTokenId() == id;
    }

    @Override
    public boolean hasToken(JsonToken token) {
        return shown == token;
    }
}
