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
package io.lobstr.camel.internal.squid;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.lobstr.camel.model.Squid;

/**
 * What a squid is to be set to, so that it keeps what nobody names: the API replaces its parameters as a whole.
 *
 * @param fields as the API takes them
 */
record SquidSettings(Map<String, Object> fields) {

    static final String PARAMS = "params";
    static final String FUNCTIONS = "functions";
    /** Set among the parameters, and answered beside them. */
    private static final String VERIFY = "auto_verify_emails";

    /** Whether it names parameters that could take the place of others. */
    boolean hasParams() {
        return fields.get(PARAMS) instanceof Map;
    }

    /**
     * @param  squid as it is
     * @return       the same settings, with its parameters where they name no other value
     */
    SquidSettings mergedWith(Squid squid) {
        if (squid.getParams() != null && !(squid.getParams() instanceof Map)) {
            throw new IllegalArgumentException(
                    "the params of squid " + squid.getId()
                                               + " are no object, and cannot be merged: mergeParams=false replaces them");
        }
        Map<String, Object> old = copy(squid.getParams());
        if (Boolean.TRUE.equals(squid.getAutoVerifyEmails())) {
            old.putIfAbsent(VERIFY, true);
        }
        return with(merged(old, copy(fields.get(PARAMS))));
    }

    /**
     * @param  made a squid that nobody has set yet; what it leaves open need not be sent
     * @return      the same settings with its own name and parameters besides: only what is told them is ready to run
     */
    SquidSettings completedBy(Squid made) {
        Map<String, Object> usual = copy(made.getParams());
        usual.values().removeIf(Objects::isNull);
        SquidSettings all = with(merged(usual, copy(fields.get(PARAMS))));
        all.fields.putIfAbsent("name", made.getName());
        return all;
    }

    private SquidSettings with(Map<String, Object> params) {
        Map<String, Object> all = new LinkedHashMap<>(fields);
        all.put(PARAMS, params);
        return new SquidSettings(all);
    }

    /** The new ones count, of the functions each by itself. */
    private static Map<String, Object> merged(Map<String, Object> old, Map<String, Object> named) {
        Map<String, Object> all = new LinkedHashMap<>(old);
        all.putAll(named);
        if (old.get(FUNCTIONS) instanceof Map && named.get(FUNCTIONS) instanceof Map) {
            Map<String, Object> functions = copy(old.get(FUNCTIONS));
            functions.putAll(copy(named.get(FUNCTIONS)));
            all.put(FUNCTIONS, functions);
        }
        return all;
    }

    private static Map<String, Object> copy(Object json) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (json instanceof Map<?, ?> map) {
            map.forEach((name, value) -> copy.put(String.valueOf(name), value));
        }
        return copy;
    }
}
