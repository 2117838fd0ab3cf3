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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The one JSON form of each body, and what it is read from.
 */
class ModelJsonTest {

    private final ObjectMapper mapper = new ObjectMapper();

    private RunStats stats(String fields) throws Exception {
        return mapper.readValue("{\"id\":\"r\"," + fields + "}", RunStats.class);
    }

    static Stream<Arguments> jsonReadsBackEqual() {
        return Stream.of(
                arguments(RunStats.class,
                        "{'id':'r','object':'run','duration':'0:00:50.500000','started_at':'2025-02-04T10:25:41.623683',"
                                          + "'ended_at':null,'is_done':false,'percent_done':'50%','eta':'∞','total_tasks':2,'current_task':'x','new':[1.0,null]}",
                        "{'id':'r','object':'run','duration':50.5,'started_at':'2025-02-04T10:25:41.623683Z',"
                                                                                                                                                                   + "'ended_at':null,'is_done':false,'percent_done':50,'eta':null,'total_tasks':2,'current_task':'x','new':[1.0,null]}"),
                arguments(RunCredits.class,
                        "{'run_id':'r','total_credits':3.50,'total_results':7,'breakdown':[{'function':'f','credits':3.50,'attempts':7,'x':1}],"
                                            + "'rates':{'credits_per_row':0.5},'filter_breakdown':[{'name':'n','display':'N','rate':1,'credits':0.0}]}",
                        "{'run_id':'r','total_credits':3.5,'total_results':7,'breakdown':[{'function':'f','credits':3.5,'attempts':7,'x':1}],"
                                                                                                                                                         + "'rates':{'credits_per_row':0.5},'filter_breakdown':[{'name':'n','credits':0,'display':'N','rate':1}]}"),
                arguments(AddedTasks.class,
                        "{'duplicated_count':1,'tasks':[{'id':'t','created_at':'2025-02-04T10:25:41','params':{'url':'u'}}]}",
                        "{'duplicated_count':1,'tasks':[{'id':'t','created_at':'2025-02-04T10:25:41Z','params':{'url':'u'}}]}"),
                arguments(Balance.class, "{'available':1000.0,'consumed':0.25}", "{'available':1000,'consumed':0.25}"));
    }

    @ParameterizedTest
    @MethodSource
    void jsonReadsBackEqual(Class<? extends LobstrObject> type, String read, String written) throws Exception {
        LobstrObject object = mapper.readValue(read.replace('\'', '"'), type);

        assertThat(object).hasToString(written.replace('\'', '"'));
        assertThat(mapper.writeValueAsString(object)).isEqualTo(object.toString());
        assertThat(mapper.readValue(object.toString(), type)).isEqualTo(object);
    }

    @ParameterizedTest
    @CsvSource({ "'\"50%\"',50", "'\"12.50 %\"',12.5", "'\"0\"',0", "50,50", "33.3,33.3" })
    void aPercentageIsANumber(String json, BigDecimal percent) throws Exception {
        assertThat(stats("\"percent_done\":" + json).getPercentDone()).isEqualTo(percent);
    }

    @Test
    void anEtaIsADurationWhereItIsKnown() throws Exception {
        assertThat(stats("\"eta\":\"0:01:30\"").getEta()).isEqualTo(Duration.ofSeconds(90));
        assertThat(stats("\"eta\":90").getEta()).isEqualTo(Duration.ofSeconds(90));
        assertThat(stats("\"eta\":\"∞\"").getEta()).isNull();
        assertThat(stats("\"eta\":\"soon\"").getEta()).isNull();
        assertThat(stats("\"eta\":\"soon\"").toMap()).containsEntry("eta", "soon");
    }

    @Test
    void aMapHoldsMapsAllTheWayDown() {
        RunCredits credits = new RunCredits(Map.of("breakdown", List.of(Map.of("function", "f", "credits", 1))));

        assertThat(credits.toMap().get("breakdown")).isEqualTo(List.of(Map.of("function", "f", "credits", BigDecimal.ONE)));
    }

    @Test
    void rowsAreImmutable() {
        Map<String, Object> row = ResultRow.of(Map.of("names", List.of("a")));

        assertThatThrownBy(() -> row.put("a", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((List<?>) row.get("names")).remove(0)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void whatIsNoBalanceIsRefused() {
        assertThatThrownBy(() -> new Balance(Map.of("available", 5))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AddedTasks(Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AddedTasks(Map.of("tasks", List.of(5)))).hasMessageContaining("tasks is no object");
        assertThatThrownBy(() -> stats("\"percent_done\":\"half\"")).hasMessageContaining("percent_done");
    }
}
