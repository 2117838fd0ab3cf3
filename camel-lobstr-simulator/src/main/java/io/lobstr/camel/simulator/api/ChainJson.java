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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.state.Account;
import io.lobstr.camel.simulator.state.Chain;
import io.lobstr.camel.simulator.state.ChainSettings;
import io.lobstr.camel.simulator.state.SimulatedCrawler;
import io.lobstr.camel.simulator.state.SimulatedSquid;

/**
 * Writes chains.
 */
final class ChainJson {

    private final Behaviour behaviour;

    ChainJson(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    ObjectNode of(Chain chain, Account account) {
        SimulatedCrawler target = chain.target();
        ChainSettings settings = chain.settings();
        ObjectNode json = Json.object().put("id", chain.id());
        if (behaviour.has(Quirk.CHAIN_NAMES_OF_CHANGELOG)) {
            json.put("target_crawler", target.slug()).putObject("cluster_settings").put("name", settings.name())
                    .put("concurrency", settings.concurrency());
        } else {
            json.putObject("target_module").put("id", target.id()).put("public_name", target.name())
                    .put("name", target.slug()).put("max_concurrency", target.maxConcurrency());
        }
        json.set("target_cluster", chain.targetSquid().<JsonNode> map(squid -> squid(squid, account))
                .orElse(NullNode.getInstance()));
        json.set("field_map", Json.of(chain.fieldMap()));
        json.put("is_active", true).put("autostart", settings.autostart());
        if (!behaviour.has(Quirk.CHAIN_NAMES_OF_CHANGELOG)) {
            json.put("cluster_name", settings.name()).put("cluster_concurrency", settings.concurrency());
        }
        return json.put("created_at", Times.seconds(chain.createdAt()));
    }

    private static ObjectNode squid(SimulatedSquid squid, Account account) {
        int number = account.squidsNamed("").size() - account.squidsNamed("").indexOf(squid);
        return Json.object().put("id", number).put("hash_value", squid.id()).put("name", squid.name());
    }
}
