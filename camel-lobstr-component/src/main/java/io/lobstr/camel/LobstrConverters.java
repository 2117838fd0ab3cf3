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
package io.lobstr.camel;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.internal.operation.PageIterator;
import io.lobstr.camel.model.LobstrList;
import io.lobstr.camel.model.LobstrObject;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;
import org.apache.camel.spi.TypeConverterRegistry;

/**
 * Makes the bodies of {@code lobstr:} endpoints JSON, maps, or lists.
 */
@Converter(generateLoader = true)
public final class LobstrConverters {

    private LobstrConverters() {
    }

    /**
     * @param  object any object of the API
     * @return        its JSON
     */
    @Converter
    public static String toString(LobstrObject object) {
        return object.toJson();
    }

    /**
     * @param  object any object of the API
     * @return        its JSON in UTF-8
     */
    @Converter
    public static byte[] toBytes(LobstrObject object) {
        return utf8(object.toJson());
    }

    /**
     * @param  object any object of the API
     * @return        its JSON in UTF-8
     */
    @Converter
    public static InputStream toInputStream(LobstrObject object) {
        return new ByteArrayInputStream(toBytes(object));
    }

    /**
     * @param  object any object of the API
     * @return        its fields under the API's names: times are OffsetDateTime, durations decimal seconds
     */
    @Converter
    public static Map<String, Object> toMap(LobstrObject object) {
        return object.toMap();
    }

    /**
     * @param  list a list of the API
     * @return      a JSON array
     */
    @Converter
    public static String toString(LobstrList<?> list) {
        return list.toJson();
    }

    /**
     * @param  list a list of the API
     * @return      a JSON array in UTF-8
     */
    @Converter
    public static byte[] toBytes(LobstrList<?> list) {
        return utf8(list.toJson());
    }

    /**
     * @param  list a list of the API
     * @return      a JSON array in UTF-8
     */
    @Converter
    public static InputStream toInputStream(LobstrList<?> list) {
        return new ByteArrayInputStream(toBytes(list));
    }

    /**
     * Reads all pages of a list. Camel's conversions wrap what a page fails with. As a bean this throws it itself:
     * {@code transform(method(LobstrConverters.class, "toList"))}. Either may be repeated: it goes on where it failed.
     *
     * @param  pages           the body that a list answers with {@code allPages=true}
     * @param  <T>             what is listed
     * @return                 what of it was not read yet
     * @throws LobstrException if a page cannot be read
     */
    @Converter
    public static <T> List<T> toList(PageIterator<T> pages) {
        return pages.toList();
    }

    /**
     * The same as {@link #toList(PageIterator)}.
     *
     * @param  pages           the body that a list answers with {@code allPages=true}
     * @param  <T>             what is listed
     * @return                 what of it was not read yet
     * @throws LobstrException if a page cannot be read
     */
    @Converter
    public static <T> ArrayList<T> toArrayList(PageIterator<T> pages) {
        return pages.toList();
    }

    /**
     * The same as {@link #toList(PageIterator)}.
     *
     * @param  pages           the body that a list answers with {@code allPages=true}
     * @param  <T>             what is listed
     * @return                 what of it was not read yet
     * @throws LobstrException if a page cannot be read
     */
    @Converter
    public static <T> Collection<T> toCollection(PageIterator<T> pages) {
        return pages.toList();
    }

    /**
     * Any other list that holds nothing but objects of the API, such as one that a route has collected. A fallback, so
     * that other lists convert as ever.
     *
     * @param  type     what is asked for
     * @param  exchange not used
     * @param  value    the body
     * @param  registry not used
     * @param  <T>      what is asked for
     * @return          a JSON array, or null if this converter does not apply
     */
    @Converter(fallback = true)
    public static <T> T listTo(Class<T> type, Exchange exchange, Object value, TypeConverterRegistry registry) {
        boolean mayApply = type == String.class || type == byte[].class || type == InputStream.class;
        // looked at last: Camel asks fallbacks for every conversion, and a list may be long
        if (mayApply && value instanceof List<?> list && !list.isEmpty()
                && list.stream().allMatch(LobstrObject.class::isInstance)) {
            if (type == String.class) {
                return type.cast(json(list));
            }
            if (type == byte[].class) {
                return type.cast(utf8(json(list)));
            }
            return type.cast(new ByteArrayInputStream(utf8(json(list))));
        }
        return null;
    }

    private static String json(List<?> list) {
        return list.stream().map(item -> ((LobstrObject) item).toJson()).collect(Collectors.joining(",", "[", "]"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
