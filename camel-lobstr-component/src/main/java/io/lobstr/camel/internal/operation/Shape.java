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
package io.lobstr.camel.internal.operation;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.lobstr.camel.model.LobstrList;

/**
 * What an answer of the API looks like around the objects that are in it.
 */
public enum Shape {

    /** One object. */
    OBJECT {
        @Override
        Object read(Object json, int page, int size, Function<Map<String, Object>, ?> model) {
            return model.apply(object(json));
        }
    },

    /** One object, whose id is not the one that the path names. */
    OTHER_OBJECT {
        @Override
        Object read(Object json, int page, int size, Function<Map<String, Object>, ?> model) {
            return OBJECT.read(json, page, size, model);
        }
    },

    /** One object, or the JSON {@code null} where there is none. */
    OBJECT_OR_NULL {
        @Override
        Object read(Object json, int page, int size, Function<Map<String, Object>, ?> model) {
            return json == null ? null : OBJECT.read(json, page, size, model);
        }
    },

    /** One object, by itself or as the one row of a page. */
    ROW {
        @Override
        Object read(Object json, int page, int size, Function<Map<String, Object>, ?> model) {
            if (!(object(json).get("data") instanceof List<?> data)) {
                return OBJECT.read(json, page, size, model);
            }
            if (data.size() != 1) {
                throw new IllegalArgumentException("the field data lists " + data.size() + " objects, where one is meant");
            }
            return OBJECT.read(data.get(0), page, size, model);
        }
    },

    /** One page of a list. */
    PAGE {
        @Override
        Object read(Object json, int page, int size, Function<Map<String, Object>, ?> model) {
            return Page.parse(object(json), page, size, model);
        }
    },

    /** A whole list: an array, by itself or as the data of an object. */
    LIST {
        @Override
        Object read(Object json, int page, int size, Function<Map<String, Object>, ?> model) {
            Object data = json instanceof List ? json : object(json).get("data");
            if (!(data instanceof List<?> list)) {
                throw new IllegalArgumentException("the field data is no list");
            }
            return new LobstrList<>(list.stream().map(item -> OBJECT.read(item, page, size, model)).toList());
        }
    },

    /** Whatever it is, or nothing at all. */
    ANY {
        @Override
        Object read(Object json, int page, int size, Function<Map<String, Object>, ?> model) {
            // the model makes all that is in an object immutable
            return ((Map<?, ?>) model.apply(Collections.singletonMap("", json))).get("");
        }

        @Override
        public boolean needsNone(boolean empty) {
            return empty;
        }
    },

    /** Nothing that anybody needs. */
    NOTHING {
        @Override
        Object read(Object json, int page, int size, Function<Map<String, Object>, ?> model) {
            return null;
        }

        @Override
        public boolean needsNone(boolean empty) {
            return true;
        }
    };

    /**
     * @param  empty whether an answer has no body
     * @return       whether it is read without one
     */
    public boolean needsNone(boolean empty) {
        return false;
    }

    /**
     * @param  json                     what Jackson read
     * @param  page                     which page was asked for
     * @param  size                     and of which size
     * @param  model                    makes an object of the API
     * @return                          what a route gets
     * @throws IllegalArgumentException if it does not look so; the message continues a sentence
     */
    abstract Object read(Object json, int page, int size, Function<Map<String, Object>, ?> model);

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object json) {
        if (!(json instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("it is no JSON object");
        }
        return (Map<String, Object>) map;
    }
}
