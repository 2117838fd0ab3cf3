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

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of the API's pages, in each spelling that is published.
 */
class PublishedBodiesTest {

    private final ObjectMapper mapper = new ObjectMapper();

    private <T extends LobstrObject> T read(Class<T> type, String json) throws Exception {
        T body = mapper.readValue(json.replace('\'', '"'), type);
        assertThat(mapper.readValue(body.toJson(), type)).isEqualTo(body);
        return body;
    }

    @Test
    void aUser() throws Exception {
        User user = read(User.class,
                "{'first_name':'Ada','email':'a@example.com','email_verified':true,'plan':[{'type':'current'}],"
                                     + "'login_count':42,'profile_image':null,'is_staff':false,'credit_interval':'monthly'}");

        assertThat(user.getId()).isNull();
        assertThat(user.getLoginCount()).isEqualTo(42);
        assertThat(user.getPlan()).isEqualTo(List.of(Map.of("type", "current")));
        assertThat(user.getCreditInterval()).isEqualTo("monthly");
        assertThat(read(User.class, "{'id':7,'is_active':true,'date_joined':'2025-01-01T00:00:00','plan':[]}").getId())
                .isEqualTo("7");
    }

    @Test
    void whatWasDeletedAndEmptied() throws Exception {
        assertThat(read(Deleted.class, "{'id':'s','object':'squid','deleted':true}").getDeleted()).isTrue();
        assertThat(read(EmptiedSquid.class, "{'id':'s','object':'squid','emptied':true,'deleted_count':150}").getDeletedCount())
                .isEqualTo(150);
    }

    @Test
    void anEstimate() throws Exception {
        Estimate estimate = read(Estimate.class, "{'services':[{'name':'rows','results':100,'credits':200.0}],"
                                                 + "'total_credits':200,'estimated_time':'5 mins - 12 mins','recommended_upgrade_plan':null,"
                                                 + "'max_results':100,'tasks':{'count':2,'preview':[]}}");

        assertThat(estimate.getServices()).singleElement().returns(new BigDecimal("200"), ServiceEstimate::getCredits);
        assertThat(estimate.getEstimatedTime()).isEqualTo("5 mins - 12 mins");
        assertThat(estimate.getTasks()).containsEntry("count", 2);
    }

    @Test
    void aChain() throws Exception {
        Chain chain = read(Chain.class, "{'id':'c','target_module':{'id':'m'},'target_cluster':null,'field_map':{'url':'url'},"
                                        + "'is_active':true,'autostart':false,'cluster_name':'N','cluster_concurrency':1,"
                                        + "'created_at':'2025-02-03T14:24:23Z'}");

        assertThat(chain.getTargetCluster()).isNull();
        assertThat(chain.getFieldMap()).containsEntry("url", "url");
        assertThat(chain.getAutostart()).isFalse();
        assertThat(read(Chain.class, "{'id':'c','target_crawler':'a-slug'}").toMap()).containsEntry("target_crawler", "a-slug");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~',
               value = { "2 | 2", "{'legacy':1,'current':2.50} | 2.5", "null | ", "{'legacy':1} | ", "'two' | " })
    void aPriceIsANumberOrSeveral(String json, BigDecimal price) throws Exception {
        Crawler crawler = read(Crawler.class, "{'id':'c','name':'Maps','credits_per_row':" + json + ",'max_concurrency':20}");

        assertThat(crawler.getCreditsPerRow()).isEqualTo(price);
        assertThat(crawler.getCreditsPerEmail()).isNull();
        assertThat(crawler.getMaxConcurrency()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "'200' | 1777545119 | 3600", "200 | '2026-04-30T10:31:59' | '1:00:00'", "'200' | '2026-04-30T10:31:59Z' | 3600.0" })
    void anAccountHasNumbersAsWordsAndTimesAsNumbers(String status, String lock, String resets) throws Exception {
        Account account = read(Account.class,
                "{'id':'a','username':'u','status':" + status + ",'status_code_info':'synchronized','lock_time':" + lock
                                              + ",'resets_in':" + resets + ",'cookies':[{'name':'sid','required':true}]}");

        assertThat(account.getStatus()).isEqualTo("200");
        assertThat(account.getLockTime()).isEqualTo("2026-04-30T10:31:59Z");
        assertThat(account.getResetsIn()).isEqualTo(Duration.ofHours(1));
        assertThat(account.toString()).contains("\"lock_time\":\"2026-04-30T10:31:59Z\"", "\"resets_in\":3600");
    }

    @Test
    void aSynchronizationAndATypeOfAccount() throws Exception {
        assertThat(
                read(AccountSync.class, "{'id':'s','object':'synchronize-cookies','status_code':100,'status_text':'created'}"))
                .returns(100L, AccountSync::getStatusCode).returns(null, AccountSync::getAccountHash);
        assertThat(read(AccountType.class, "{'id':'t','name':'facebook-sync','domain':'Facebook','cookies':[]}").getCookies())
                .isEqualTo(List.of());
    }

    @Test
    void anUpload() throws Exception {
        Upload done = read(Upload.class, "{'id':'u','object':'task_upload','state':'SUCCESS',"
                                         + "'meta':{'valid':8,'inserted':7,'duplicates':1,'invalid':0}}");

        assertThat(done.getState()).isEqualTo("success");
        assertThat(List.of(done.getValid(), done.getInserted(), done.getDuplicates(), done.getInvalid()))
                .containsExactly(8L, 7L, 1L, 0L);
        assertThat(read(Upload.class, "{'id':'u','state':'PENDING','meta':null}").getValid()).isZero();
    }

    @Test
    void theTestOfADelivery() throws Exception {
        assertThat(read(DeliveryTest.class, "{'success':false,'status_code':405}"))
                .returns(false, DeliveryTest::getSuccess).returns(405L, DeliveryTest::getStatusCode);
    }

    @Test
    void aTaskOfItsOwnPage() throws Exception {
        Task task = read(Task.class, "{'hash_value':'t','created_at':'2025-03-05T09:24:49.581177','is_active':true,'module':5,"
                                     + "'params':{'url':'u'},'object':'task','status':{'status':'completed','total_results':7}}");

        assertThat(task.getId()).isEqualTo("t");
        assertThat(task.getStatus()).containsEntry("status", "completed");
        assertThat(task.toMap()).containsEntry("id", "t").doesNotContainKey("hash_value");
    }

    @Test
    void theAnswerToARetryIsARunTask() throws Exception {
        RunTask task = read(RunTask.class, "{'id':'rt','status':'pending','is_done':false,'has_errors':false,'errors':null,"
                                           + "'done_reason':null,'ended_at':null,'params':{'url':'u'}}");

        assertThat(task.getDone()).isFalse();
        assertThat(task.getStatus()).isEqualTo("pending");
    }

    @Test
    void theAnswerToAResurrectionIsARun() throws Exception {
        Run run = read(Run.class, "{'id':'r','status':'PENDING','is_done':false,'done_reason':null}");

        assertThat(run.getStatus()).isEqualTo("pending");
        assertThat(run.isFinished()).isFalse();
    }
}
