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

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lobstr.camel.model.LobstrList;
import io.lobstr.camel.model.Run;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.lobstr.camel.TestData.api;
import static org.assertj.core.api.Assertions.assertThat;

class LobstrConverterTest extends CamelTestSupport {

    private Run run;

    @BeforeEach
    void readRun() throws Exception {
        run = new ObjectMapper().readValue(api("get-run.json"), Run.class);
    }

    private <T> T convert(Class<T> type, Object value) {
        return context().getTypeConverter().convertTo(type, value);
    }

    private void isJson(String json, Object value) throws Exception {
        assertThat(convert(String.class, value)).isEqualTo(json);
        assertThat(new String(convert(byte[].class, value), StandardCharsets.UTF_8)).isEqualTo(json);
        assertThat(convert(InputStream.class, value).readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo(json);
    }

    @Test
    void aRunBecomesJson() throws Exception {
        isJson(run.toJson(), run);
    }

    @Test
    void aRunBecomesAMap() {
        assertThat(convert(Map.class, run)).containsEntry("id", run.getId())
                .containsEntry("ended_at", OffsetDateTime.parse("2025-02-04T10:26:52.222239Z"));
    }

    @Test
    void aListBecomesAJsonArray() throws Exception {
        isJson("[" + run + "," + run + "]", new LobstrList<>(List.of(run, run)));
        isJson("[]", new LobstrList<>(List.of()));
    }

    @Test
    void aListThatARouteCollectedBecomesAJsonArray() throws Exception {
        isJson("[" + run + "]", new ArrayList<>(List.of(run)));
    }

    /** Camel asks for each conversion of any body, and a list of rows may be long. */
    @Test
    void aListIsNotLookedThroughForWhatIsNotMadeOfIt() {
        List<Object> rows = new AbstractList<>() {
            @Override
            public Object get(int index) {
                throw new IllegalStateException("looked at");
            }

            @Override
            public int size() {
                return 1;
            }
        };

        assertThat(LobstrConverters.listTo(Integer.class, null, rows, null)).isNull();
    }

    @Test
    void otherListsConvertAsEver() {
        assertThat(convert(String.class, List.of("a", "b"))).isEqualTo("[a, b]");
        assertThat(convert(String.class, new ArrayList<>())).isEqualTo("[]");
        assertThat(convert(String.class, new ArrayList<>(List.of(run, "b")))).startsWith("[{").endsWith(", b]");
    }
}
