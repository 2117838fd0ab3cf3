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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever fields nobody documented a run has: its JSON reads back to an equal run, with any mapper.
 */
class RunRoundTripTest {

    private final ObjectMapper plainMapper = new ObjectMapper();

    @Property
    void jsonReadsBackEqual(@ForAll("objects") Map<String, Object> fields) throws Exception {
        Map<String, Object> json = new LinkedHashMap<>(fields);
        json.put("id", "r");
        json.put("status", "done");
        Run run = plainMapper.readValue(plainMapper.writeValueAsString(json), Run.class);

        assertThat(plainMapper.readValue(plainMapper.writeValueAsString(run), Run.class)).isEqualTo(run);
        assertThat(plainMapper.readValue(run.toString(), Run.class)).isEqualTo(run);
        assertThat(run.toMap().keySet()).containsExactlyInAnyOrderElementsOf(json.keySet());
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        Arbitrary<String> unknown = Arbitraries.strings().ascii().ofMaxLength(8).map(name -> "x_" + name);
        return Arbitraries.maps(unknown, values(2)).ofMaxSize(6);
    }

    private Arbitrary<Object> values(int depth) {
        List<Arbitrary<?>> kinds = new ArrayList<>(
                List.of(
                        Arbitraries.strings().ofMaxLength(10), Arbitraries.integers(), Arbitraries.longs(),
                        Arbitraries.bigDecimals(),
                        Arbitraries.bigIntegers(), Arbitraries.doubles(), Arbitraries.of(true, false),
                        Arbitraries.<Object> just(null)));
        if (depth > 0) {
            kinds.add(Arbitraries.lazy(() -> values(depth - 1)).list().ofMaxSize(3));
            kinds.add(Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(3),
                    Arbitraries.lazy(() -> values(depth - 1))).ofMaxSize(3));
        }
        return Arbitraries.oneOf(kinds.stream().map(kind -> kind.map(value -> (Object) value)).toList());
    }
}
