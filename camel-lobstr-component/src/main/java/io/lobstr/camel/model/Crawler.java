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
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/**
 * A scraper template.
 */
public final class Crawler extends LobstrObject {

    private static final Documented DOCUMENTED = new Documented("crawler");

    static {
        DOCUMENTED.putNeeded("id", FieldType.ID);
        DOCUMENTED.put("object", FieldType.NAME);
        DOCUMENTED.put("name", FieldType.TEXT);
        DOCUMENTED.put("slug", FieldType.TEXT);
        DOCUMENTED.put("description", FieldType.TEXT);
        DOCUMENTED.put("help_article", FieldType.TEXT);
        DOCUMENTED.put("icon", FieldType.TEXT);
        DOCUMENTED.put("rank", FieldType.ANY);
        DOCUMENTED.put("account", FieldType.OBJECT);
        DOCUMENTED.put("is_public", FieldType.FLAG);
        DOCUMENTED.put("is_available", FieldType.FLAG);
        DOCUMENTED.put("is_premium", FieldType.FLAG);
        DOCUMENTED.put("has_issues", FieldType.FLAG);
        DOCUMENTED.put("max_concurrency", FieldType.COUNT);
        DOCUMENTED.put("credits_per_row", FieldType.PRICE);
        DOCUMENTED.put("credits_per_email", FieldType.PRICE);
        DOCUMENTED.put("has_email_verification", FieldType.FLAG);
        DOCUMENTED.put("input", FieldType.ANY);
        DOCUMENTED.put("result", FieldType.ANY);
        DOCUMENTED.put("default_worker_stats", FieldType.ANY);
        DOCUMENTED.put("email_worker_stats", FieldType.ANY);
        DOCUMENTED.put("chains", FieldType.ANY);
    }

    /**
     * @param  json                     the fields in the API's snake_case, in any of its spellings
     * @throws IllegalArgumentException if the crawler has no id that can be read
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Crawler(@JsonDeserialize(using = JsonReader.class) Map<String, Object> json) {
        super(json, DOCUMENTED);
    }

    /** @return the hash of the crawler */
    public String getId() {
        return asText("id");
    }

    /** @return the type that the API names, {@code crawler} */
    public String getObject() {
        return asText("object");
    }

    /** @return its name */
    public String getName() {
        return asText("name");
    }

    /** @return its name as the addresses of its pages have it */
    public String getSlug() {
        return asText("slug");
    }

    /** @return what it does; null where that was not answered, as in a list */
    public String getDescription() {
        return asText("description");
    }

    /** @return the address of its help, or null */
    public String getHelpArticle() {
        return asText("help_article");
    }

    /** @return its picture in base64, or null */
    public String getIcon() {
        return asText("icon");
    }

    /** @return its rank, as it came, or null */
    public Object getRank() {
        return asIs("rank");
    }

    /**
     * @return the account that it needs ({@code type}, {@code baseurl}, {@code cookies}), unmodifiable; null where it
     *         needs none
     */
    public Map<String, Object> getAccount() {
        return asMap("account");
    }

    /** @return whether anybody can use it, or null where that was not answered */
    public Boolean getPublic() {
        return asFlag("is_public");
    }

    /** @return whether it works at present, or null where that was not answered */
    public Boolean getAvailable() {
        return asFlag("is_available");
    }

    /** @return whether it needs a paid plan, or null where that was not answered */
    public Boolean getPremium() {
        return asFlag("is_premium");
    }

    /** @return whether something is wrong with it, or null where that was not answered */
    public Boolean getHasIssues() {
        return asFlag("has_issues");
    }

    /** @return how many tasks can run at once, 0 where it was not answered */
    public long getMaxConcurrency() {
        return asCount("max_concurrency");
    }

    /** @return whether it can verify e-mail addresses, or null where that was not answered */
    public Boolean getHasEmailVerification() {
        return asFlag("has_email_verification");
    }

    /** @return its parameters, as they came: a list of maps */
    public Object getInput() {
        return asIs("input");
    }

    /** @return the names of its columns, as they came */
    public Object getResult() {
        return asIs("result");
    }

    /** @return how fast it works, as it came, or null */
    public Object getDefaultWorkerStats() {
        return asIs("default_worker_stats");
    }

    /** @return how fast it verifies e-mail addresses, as it came, or null */
    public Object getEmailWorkerStats() {
        return asIs("email_worker_stats");
    }

    /** @return ready-made chains, as they came, or null */
    public Object getChains() {
        return asIs("chains");
    }

    /**
     * @return what a row costs at present, or null where that was not answered; the API has a number or several prices
     */
    public BigDecimal getCreditsPerRow() {
        return FieldType.currentPrice(asIs("credits_per_row"));
    }

    /** @return what an e-mail address costs at present, or null where that was not answered */
    public BigDecimal getCreditsPerEmail() {
        return FieldType.currentPrice(asIs("credits_per_email"));
    }
}
