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
package io.lobstr.camel.simulator.api;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.state.Account;
import io.lobstr.camel.simulator.state.AccountType;
import io.lobstr.camel.simulator.state.CrawlerAttribute;
import io.lobstr.camel.simulator.state.CrawlerFunction;
import io.lobstr.camel.simulator.state.CrawlerParam;
import io.lobstr.camel.simulator.state.SimulatedCrawler;

/**
 * Writes scraper templates.
 */
final class CrawlerJson {

    private final Behaviour behaviour;
    private final Account account;

    CrawlerJson(Behaviour behaviour, Account account) {
        this.behaviour = behaviour;
        this.account = account;
    }

    ObjectNode listed(SimulatedCrawler crawler) {
        ObjectNode json = Json.object().put("id", crawler.id()).put("object", "crawler");
        json.set("account", account.siteAccounts().type(String.valueOf(crawler.accountType())).map(CrawlerJson::account)
                .orElse(NullNode.getInstance()));
        json.put("name", crawler.name()).put("slug", crawler.slug()).put("icon", "aWNvbg==").put("is_public", true)
                .put("is_available", crawler.refusal() == null).put("is_premium", crawler.premium())
                .put("has_issues", false).put("max_concurrency", crawler.maxConcurrency());
        return behaviour.has(Quirk.CREDITS_AS_OBJECT)
                ? json.set("credits_per_row", Json.object().put("legacy", crawler.creditsPerRow())
                        .put("current", crawler.creditsPerRow()))
                : json.put("credits_per_row", crawler.creditsPerRow());
    }

    ObjectNode single(SimulatedCrawler crawler) {
        ObjectNode json = listed(crawler).put("description", "Collects data.").putNull("help_article").put("rank", 1);
        ArrayNode input = json.putArray("input");
        crawler.taskParams().forEach(param -> input.add(input(param, "task")));
        crawler.squidParams().forEach(param -> input.add(input(param, "squid")));
        crawler.functions().forEach(function -> input.add(input(function)));
        ArrayNode result = json.putArray("result");
        crawler.attributes().forEach(attribute -> result.add(attribute.name()));
        json.put("has_email_verification", false).putNull("email_worker_stats").putObject("default_worker_stats")
                .put("success_ratio", 0.98).put("min_rate_per_worker", 10).put("max_rate_per_worker", 20);
        ArrayNode chains = json.putArray("chains");
        crawler.links().forEach(link -> chains.addObject().put("title", link.title()).put("subtitle", "")
                .put("target", link.target()).put("target_module_id", SimulatedCrawler.idOf(link.target()))
                .put("autostart_default", true).set("field_map", Json.of(link.fieldMap())));
        return json;
    }

    static ObjectNode params(SimulatedCrawler crawler) {
        ObjectNode json = Json.object();
        ObjectNode task = json.putObject("task");
        crawler.taskParams().forEach(param -> task.set(param.name(), Json.object().put("type", param.type())
                .put("group", param.group()).put("regex", param.regex()).put("required", param.required())
                .<ObjectNode> set("default", Json.of(param.standard())).put("attribute", param.name())
                .put("is_params", param.group() == null)));
        ObjectNode squid = json.putObject("squid");
        crawler.squidParams().forEach(param -> squid.set(param.name(), Json.object().put("type", param.type())
                .<ObjectNode> set("allowed", Json.of(param.allowed())).<ObjectNode> set("default", Json.of(param.standard()))
                .put("required", param.required()).put("attribute", param.name()).put("is_params", true)));
        ObjectNode functions = squid.putObject("functions");
        int sort = 0;
        for (CrawlerFunction function : crawler.functions()) {
            functions.putObject(function.name()).put("sort", ++sort).put("default", function.standard())
                    .put("credits_per_function", function.credits());
        }
        return json;
    }

    static ObjectNode attributes(SimulatedCrawler crawler) {
        ObjectNode json = Json.object();
        ArrayNode data = json.putArray("data");
        for (CrawlerAttribute attribute : crawler.attributes()) {
            data.addObject().put("name", attribute.name()).put("type", attribute.type())
                    .<ObjectNode> set("example", Json.of(attribute.example())).put("function", attribute.function())
                    .put("is_main", attribute.function() == null).put("description", "");
        }
        return json;
    }

    private static JsonNode account(AccountType type) {
        ObjectNode json = Json.object().put("type", type.name()).put("baseurl", type.baseUrl());
        json.set("cookies", cookies(type.cookies()));
        return json.put("icon", "aWNvbg==");
    }

    static ArrayNode cookies(List<AccountType.Cookie> cookies) {
        ArrayNode json = Json.object().putArray("cookies");
        cookies.forEach(cookie -> json.addObject().put("name", cookie.name()).put("required", cookie.required()));
        return json;
    }

    private static ObjectNode input(CrawlerParam param, String level) {
        return Json.object().put("name", param.name()).put("type", param.type()).put("level", level)
                .put("regex", param.regex()).<ObjectNode> set("default", Json.of(param.standard()))
                .put("required", param.required()).put("function", false);
    }

    private static ObjectNode input(CrawlerFunction function) {
        return Json.object().put("name", function.name()).put("type", "boolean").put("level", "squid")
                .put("default", function.standard()).put("required", false).put("function", true)
                .put("credits_per_function", function.credits());
    }
}
