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
package io.lobstr.camel.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Jackson read, made immutable to the last leaf.
 */
final class JsonValues {

    private JsonValues() {
    }

    static Object freeze(Object json) {
        if (json instanceof Map<?, ?>) {
            return map(json);
        }
        if (json instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(freeze(item)));
            return Collections.unmodifiableList(copy);
        }
        return json instanceof BigDecimal decimal && decimal.scale() == 0 ? integer(decimal.unscaledValue()) : words(json);
    }

    /** NaN and the infinities have no JSON form: their words are kept. */
    static Object words(Object json) {
        boolean floating = json instanceof Double || json instanceof Float;
        return floating && !Double.isFinite(((Number) json).doubleValue()) ? json.toString() : json;
    }

    /** A float without fraction is written without a point, and would be read back as the integer that it is. */
    private static Number integer(BigInteger value) {
        if (value.bitLength() < Integer.SIZE) {
            return value.intValue();
        }
        return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
    }

    static Map<String, Object> map(Object json) {
        if (!(json instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("is no object");
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), freeze(value)));
        return Collections.unmodifiableMap(copy);
    }
}
