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

        assertThat(object.toJson()).isEqualTo(written.replace('\'', '"'));
        assertThat(mapper.writeValueAsString(object)).isEqualTo(object.toJson());
        assertThat(mapper.readValue(object.toJson(), type)).isEqualTo(object);
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
        assertThatThrownBy(() -> new RunStats(Map.of("id", Map.of(), "total_tasks", "many")))
                .as("nothing in it can be read").hasMessageContaining("the field id is no number");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "true | true", "false | false", "{} | false", "'{\"status\":true,\"created_on\":1777545119}' | true",
            "'{\"status\":false}' | false", "'{\"created_on\":1777545119}' | true", "null | null", "7 | null" })
    void aBalanceSaysWhetherABillIsDue(String json, String due) throws Exception {
        Balance balance = mapper.readValue(
                "{\"available\":10,\"consumed\":12.5,\"has_unpaid_bill\":" + json + "}", Balance.class);

        assertThat(String.valueOf(balance.getHasUnpaidBill())).isEqualTo(due);
        assertThat(balance.getLeft()).isEqualTo("-2.5");
        assertThat(mapper.readTree(balance.toString()).get("has_unpaid_bill")).isEqualTo(mapper.readTree(json));
        assertThat(mapper.readValue(balance.toString(), Balance.class)).isEqualTo(balance);
    }

    @Test
    void theNewestBalanceIsReachableByName() throws Exception {
        Balance balance = mapper.readValue(
                """
                        {"id":"price_abc123","object":"plan","name":"Pro","available":10000,"consumed":1550.5,"bonus_credit":10,
                        "rollover_credit":0,"rollover_credit_expires_at":null,"interval":"daily","used_slots":12,
                        "total_available_slots":10,"has_unpaid_bill":{},"reset_time":"2026-10-01T00:00:00",
                        "community_reward_credit_expires_at":1777545119}""",
                Balance.class);

        assertThat(balance.getInterval()).isEqualTo("daily");
        assertThat(balance.getUsedSlots()).isEqualTo(12);
        assertThat(balance.getResetTime()).isEqualTo("2026-10-01T00:00:00Z");
        assertThat(balance.getCommunityRewardCreditExpiresAt()).isEqualTo("2026-04-30T10:31:59Z");
        assertThat(balance.getRolloverCreditExpiresAt()).isNull();
    }

    @Test
    void aBalanceThatCannotBeReadIsNotKnown() {
        assertThat(new Balance(Map.of("available", "NaN", "consumed", 5)).getLeft()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "'{\"schedule\":\"0 9 * * *\"}' | 0 9 * * *",
            "'{\"schedule\":{\"expression\":\"0 9 * * *\",\"timezone\":\"Asia/Karachi\"}}' | {expression=0 9 * * *, timezone=Asia/Karachi}",
            "'{\"schedule\":null}' | null" })
    void aScheduleIsAWordOrAnObject(String json, String schedule) throws Exception {
        Squid squid = mapper.readValue("{\"id\":\"s\"," + json.substring(1), Squid.class);

        assertThat(String.valueOf(squid.getSchedule())).isEqualTo(schedule);
        assertThat(mapper.readValue(squid.toJson(), Squid.class)).isEqualTo(squid);
    }

    @Test
    void aSquidHasEachSpellingOfItsAccountsAndOfToComplete() throws Exception {
        assertThat(mapper.readValue("{\"id\":\"s\",\"accounts\":[\"a\"],\"to_complete\":3}", Squid.class))
                .returns(List.of("a"), Squid::getAccounts).returns(3, Squid::getToComplete);
        assertThat(mapper.readValue("{\"id\":\"s\",\"accounts\":[{\"id\":\"a\",\"status\":\"200\"}],\"to_complete\":true}",
                Squid.class))
                .returns(List.of(Map.of("id", "a", "status", "200")), Squid::getAccounts).returns(true, Squid::getToComplete);
    }

    @ParameterizedTest
    @CsvSource({ "5, 5", "'\"4734d096159ef05210e0e1677e8be823\"', 4734d096159ef05210e0e1677e8be823" })
    void aModuleIsANumberOrAHash(String json, String module) throws Exception {
        assertThat(mapper.readValue("{\"id\":\"t\",\"module\":" + json + "}", Task.class).getModule()).isEqualTo(module);
    }
}
