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

import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * JSON as the client reads and writes it: decimals are exact, a body holds one value and nothing else, and the bare
 * {@code NaN} that some backends write is read.
 */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper
            .builder(JsonFactory.builder().streamReadConstraints(AnyJson.CONSTRAINTS).build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final ObjectReader VALUE = MAPPER.readerFor(Object.class);

    /**
     * So many bytes of the biggest answer are thought to say one token of JSON; each takes many times that in memory.
     */
    private static final int BYTES_OF_A_TOKEN = 8;
    private static final int ALWAYS_TAKEN = 1000;

    private Json() {
    }

    /**
     * @param  mostBytes                the size of the biggest answer: what it takes in memory grows with it
     * @throws IOException              if it cannot be had whole, or holds too many values
     * @throws IllegalArgumentException if it is no JSON; the message continues a sentence
     */
    static Object value(InputStream body, long mostBytes) throws IOException {
        try (JsonParser parser
                = new Counting(MAPPER.createParser(body), Math.max(ALWAYS_TAKEN, mostBytes / BYTES_OF_A_TOKEN))) {
            return VALUE.readValue(parser);
        } catch (StreamConstraintsException e) {
            throw new IllegalArgumentException("it is nested more than " + AnyJson.DEEPEST_OF_ALL + " levels deep");
        } catch (JsonProcessingException | CharConversionException e) {
            // without the cause: Jackson quotes the body
            throw new IllegalArgumentException("it is no JSON");
        }
    }

    /**
     * What somebody is to do something with, exactly.
     *
     * @throws IllegalArgumentException if it is no JSON, or more than can be held; the message continues a sentence
     */
    public static Object value(byte[] body) {
        if (body.length == 0) {
            throw new IllegalArgumentException("it is empty");
        }
        try (JsonParser parser = new Exact(MAPPER.createParser(body))) {
            return VALUE.readValue(parser);
        } catch (IOException e) {
            // without the cause: Jackson quotes the body
            throw new IllegalArgumentException("it is no JSON");
        }
    }

    /**
     * @throws IllegalArgumentException if there is none for it; the message continues a sentence
     */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Refuses what it would have to show as something else. */
    private static final class Exact extends AnyJson {

        Exact(JsonParser parser) {
            super(parser);
        }

        @Override
        void tooDeep() {
            throw new IllegalArgumentException("it is nested more than " + DEEPEST + " levels deep");
        }

        @Override
        void tooMuch() {
            throw new IllegalArgumentException(
                    "it holds a number of more than " + MOST_DIGITS + " digits, or with an exponent that is too big");
        }
    }

    /** Bounds what a body takes in memory: {@code {}} is two bytes, and a map. */
    private static final class Counting extends AnyJson {

        private final long most;
        private long count;

        Counting(JsonParser parser, long most) {
            super(parser);
            this.most = most;
        }

        @Override
        public JsonToken nextToken() throws IOException {
            if (++count > most) {
                throw new NoAnswerException(
                        "the answer holds more than " + most + " pieces of JSON, which is too many for maxResponseSize", true,
                        null);
            }
            return super.nextToken();
        }
    }
}
