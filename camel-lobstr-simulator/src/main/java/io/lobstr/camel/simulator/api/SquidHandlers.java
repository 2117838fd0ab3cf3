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
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.simulator.state.Account;
import io.lobstr.camel.simulator.state.SimulatedCrawler;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.SimulatedTask;

/**
 * Answers about squids, makes and changes them.
 */
final class SquidHandlers {

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final List<String> CLIENTS = List.of("lobstrio-sdk/", "lobstrio-cli/", "lobstr-mcp/");

    private final Behaviour behaviour;
    private final Pages pages;
    private final SquidJson json;

    SquidHandlers(Behaviour behaviour, Pages pages) {
        this.behaviour = behaviour;
        this.pages = pages;
        this.json = new SquidJson(behaviour);
    }

    JsonNode list(Call call) {
        Account account = call.account();
        String name = call.request().parameter("name").orElse(null);
        if (name == null) {
            return pages.page(call.request(), account.squidCount(), index -> json.listed(account.squid(index), account));
        }
        List<SimulatedSquid> named = account.squidsNamed(name);
        return pages.page(call.request(), named.size(), index -> json.listed(named.get(index), account));
    }

    JsonNode get(Call call) {
        return json.single(call.squidOfPath(), call.account());
    }

    Reply create(Call call) {
        JsonNode body = call.body();
        Account account = call.account();
        SimulatedCrawler crawler = account.crawlers().find(Call.needed(body, "crawler"))
                .orElseThrow(() -> new ApiException(ApiError.moduleNotFound()));
        String name = body.hasNonNull("name") ? Call.needed(body, "name") : account.freeName(crawler.name() + " (%d)");
        if (crawler.refusal() != null) {
            throw new ApiException(ApiError.refused(crawler.refusal()));
        }
        if (account.isTaken(name)) {
            throw new ApiException(ApiError.duplicateSquid());
        }
        if (account.usedSlots() >= account.slots()) {
            throw new ApiException(ApiError.noSlotLeft());
        }
        SimulatedSquid squid = account.addSquid(name, setup -> {
            crawler.squids().accept(setup);
            setup.crawler(crawler.name()).tasks(List.of()).createdVia(client(call));
            if (!behaviour.has(Quirk.NEW_SQUID_WITHOUT_DEFAULTS)) {
                setup.params(crawler.standardParams());
            }
        });
        return new Reply(created(), json.created(squid));
    }

    Reply update(Call call) {
        SimulatedSquid squid = call.squidOfPath();
        JsonNode body = call.body();
        new SquidUpdate(call.account(), squid, behaviour).apply(body);
        return new Reply(created(), json.updated(squid, body));
    }

    JsonNode empty(Call call) {
        SimulatedSquid squid = call.squidOfPath();
        Predicate<SimulatedTask> which = shape(call);
        List<SimulatedTask> gone = squid.removeTasks(which);
        if (!behaviour.has(Quirk.EMPTY_KEEPS_RESULTS)) {
            squid.forgetRowsOf(gone);
        }
        return Json.object().put("id", squid.id()).put("object", "squid").put("emptied", true)
                .put("deleted_count", gone.size());
    }

    JsonNode delete(Call call) {
        SimulatedSquid squid = call.squidOfPath();
        squid.delete();
        return Json.object().put("id", squid.id()).put("object", "squid").put("deleted", true);
    }

    private Predicate<SimulatedTask> shape(Call call) {
        boolean without = call.request().body().isEmpty();
        if (behaviour.has(Quirk.EMPTY_WITHOUT_TYPE) && (without || !call.body().hasNonNull("type"))) {
            return task -> true;
        }
        return TaskShape.of(without ? null : Call.needed(call.body(), "type"));
    }

    private int created() {
        return behaviour.has(Quirk.CREATED_AS_OK) ? OK : CREATED;
    }

    /** The vendor's own clients are known by their names. */
    private static String client(Call call) {
        String agent = call.request().header("User-Agent").orElse("");
        return CLIENTS.stream().filter(agent::startsWith).findFirst()
                .map(client -> client.substring(client.indexOf('-') + 1, client.length() - 1)).orElse("api");
    }
}
