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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.lobstr.camel.simulator.state.Account;
import io.lobstr.camel.simulator.state.Chain;
import io.lobstr.camel.simulator.state.ChainSettings;
import io.lobstr.camel.simulator.state.SimulatedCrawler;
import io.lobstr.camel.simulator.state.SimulatedSquid;

/**
 * Makes and changes chains, in which the rows of one squid become tasks of another.
 */
final class ChainHandlers {

    private static final int DEEPEST = 3;

    private final Behaviour behaviour;
    private final ChainJson json;

    ChainHandlers(Behaviour behaviour) {
        this.behaviour = behaviour;
        this.json = new ChainJson(behaviour);
    }

    JsonNode get(Call call) {
        return call.squidOfPath().chain().<JsonNode> map(chain -> json.of(chain, call.account()))
                .orElse(NullNode.getInstance());
    }

    JsonNode create(Call call) {
        SimulatedSquid squid = call.squidOfPath();
        JsonNode body = call.body();
        SimulatedCrawler target = target(call.account(), body);
        JsonNode fields = body.path("field_map");
        if (!fields.isObject() || fields.isEmpty()) {
            throw new ApiException(ApiError.chain(400, "field_map is required and must be a dict."));
        }
        if (squid.chain().isPresent()) {
            throw new ApiException(ApiError.chain(409, "A chain is already configured on this squid."));
        }
        if (depth(call.account(), squid) >= DEEPEST) {
            throw new ApiException(ApiError.chain(422, "A chain can be " + DEEPEST + " squids deep at most."));
        }
        Map<String, String> fieldMap = new LinkedHashMap<>();
        fields.properties().forEach(field -> fieldMap.put(field.getKey(), field.getValue().asText()));
        return json.of(squid.chainTo(target, fieldMap, settings(body, new ChainSettings(true, null, 1))), call.account());
    }

    JsonNode change(Call call) {
        Chain chain = configured(call);
        chain.change(settings(call.body(), chain.settings()));
        return json.of(chain, call.account());
    }

    Reply delete(Call call) {
        configured(call);
        call.squidOfPath().unchain();
        return Reply.nothing();
    }

    private static Chain configured(Call call) {
        return call.squidOfPath().chain()
                .orElseThrow(() -> new ApiException(ApiError.chain(404, "No chain configured on this squid.")));
    }

    private SimulatedCrawler target(Account account, JsonNode body) {
        Optional<SimulatedCrawler> target = behaviour.has(Quirk.CHAIN_NAMES_OF_CHANGELOG)
                ? account.crawlers().all().stream()
                        .filter(crawler -> crawler.slug().equals(body.path("target_crawler").asText())).findFirst()
                : account.crawlers().find(body.path("target_module_id").asText());
        return target.orElseThrow(() -> new ApiException(ApiError.chain(400, "target_module_id is not a crawler.")));
    }

    private ChainSettings settings(JsonNode body, ChainSettings before) {
        boolean autostart = body.path("autostart").asBoolean(before.autostart());
        if (behaviour.has(Quirk.CHAIN_NAMES_OF_CHANGELOG)) {
            JsonNode squid = body.path("cluster_settings");
            return new ChainSettings(
                    autostart, squid.path("name").asText(before.name()),
                    squid.path("concurrency").asInt(before.concurrency()));
        }
        return new ChainSettings(
                autostart, body.path("cluster_name").asText(before.name()),
                body.path("cluster_concurrency").asInt(before.concurrency()));
    }

    /** How many chains lead to a squid. */
    private static int depth(Account account, SimulatedSquid squid) {
        return account.squidsNamed("").stream()
                .filter(source -> source.chain().flatMap(Chain::targetSquid).filter(squid::equals).isPresent())
                .mapToInt(source -> 1 + depth(account, source)).max().orElse(0);
    }
}
