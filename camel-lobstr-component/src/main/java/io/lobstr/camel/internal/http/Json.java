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
import java.io.StringWriter;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
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
    static Read read(InputStream body, long mostBytes) throws IOException {
        try (Counting parser
                = new Counting(MAPPER.createParser(body), Math.max(ALWAYS_TAKEN, mostBytes / BYTES_OF_A_TOKEN))) {
            return new Read(VALUE.readValue(parser), parser.loss);
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
     * @param  answered a part of what was answered, which holds all that could be had
     * @return          whether it may show something as something else: only who reads it exactly knows
     */
    public static boolean mayHaveLost(Object answered) {
        return AnyJson.mayStandForAnother(answered, 0);
    }

    /** The same with its names and values to be looked at. */
    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /**
     * @throws IllegalArgumentException if there is none for it; the message continues a sentence
     */
    public static String text(Object value) {
        try (StringWriter text = new StringWriter(); Numbers generator = new Numbers(MAPPER.createGenerator(text))) {
            MAPPER.writeValue(generator, value);
            return text.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What was read.
     *
     * @param value an object, a list, a word, …
     * @param loss  what of it is shown as something else, which continues a sentence; null where nothing is
     */
    record Read(Object value, String loss) {
    }

    /** Writes no word where a number is meant. */
    private static final class Numbers extends JsonGeneratorDelegate {

        Numbers(JsonGenerator generator) {
            super(generator, false);
        }

        @Override
        public void writeNumber(double number) throws IOException {
            if (!Double.isFinite(number)) {
                throw new JsonGenerationException(number + " is no number of JSON", this);
            }
            super.writeNumber(number);
        }

        @Override
        public void writeNumber(float number) throws IOException {
            if (!Float.isFinite(number)) {
                throw new JsonGenerationException(number + " is no number of JSON", this);
            }
            super.writeNumber(number);
        }

        @Override
        public void writeArray(double[] array, int offset, int length) throws IOException {
            writeStartArray(array, length);
            for (int i = offset; i < offset + length; i++) {
                writeNumber(array[i]);
            }
            writeEndArray();
        }
    }

    /** Refuses what it would have to show as something else. */
    private static final class Exact extends AnyJson {

        Exact(JsonParser parser) {
            super(parser);
        }

        @Override
        void lost(String what) {
            throw new IllegalArgumentException(what);
        }
    }

    /** Bounds what a body takes in memory: {@code {}} is two bytes, and a map. */
    private static final class Counting extends AnyJson {

        private final long most;
        private long count;
        private String loss;

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

        @Override
        void lost(String what) {
            loss = what;
        }
    }
}
