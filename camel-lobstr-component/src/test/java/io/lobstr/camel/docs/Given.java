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
package io.lobstr.camel.docs;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.lobstr.camel.LobstrConstants;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.ChainSettings;
import io.lobstr.camel.simulator.state.RunStatus;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.SiteAccount;
import io.lobstr.camel.simulator.state.Synchronization;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What there is of lobstr.io besides a squid and its runs, such that the operations of a snippet can succeed.
 */
final class Given {

    private static final Duration SOON = Duration.ofMillis(100);
    private static final String RELINKED = "getChain updateChain deleteChain";

    private final String snippet;
    private final LobstrSimulator simulator;
    private final SimulatedSquid squid;
    private final String crawler;
    private final SiteAccount account;
    private final String task;

    Given(Snippet snippet, LobstrSimulator simulator, SimulatedSquid squid) {
        this.snippet = snippet.text();
        this.simulator = simulator;
        this.squid = squid;
        this.crawler = squid.crawler();
        this.account = simulator.account().siteAccounts().add("twitter-sync", "ada");
        this.task = squid.tasks().get(0).id();
        account.expire();
        simulator.account().siteAccounts().synchronizing(SOON, Synchronization.SYNCHRONIZED);
        simulator.account().uploads().taking(SOON);
        // other snippets leave their squids
        simulator.account().slots(1000);
        if (uses(RELINKED.split(" "))) {
            squid.chainTo(simulator.account().crawlers().find(crawler).orElseThrow(), Map.of("url", "url"),
                    new ChainSettings(true, "Profiles", 1));
        }
    }

    private boolean uses(String... operations) {
        for (String operation : operations) {
            if (snippet.contains("lobstr:" + operation)) {
                return true;
            }
        }
        return false;
    }

    /** As the operations want it that are about a run. */
    void end(SimulatedRun run) {
        if (uses("resurrectRun")) {
            run.abort();
        } else if (uses("deleteTask")) {
            run.delete();
        } else if (!uses("abortRun")) {
            try {
                run.finish();
            } catch (IllegalStateException e) {
                // it was over by itself by now
                assertThat(run.status()).isEqualTo(RunStatus.DONE);
            }
        }
    }

    String account() {
        return account.id();
    }

    Map<String, Object> headers() {
        Map<String, Object> headers = new HashMap<>();
        headers.put(LobstrConstants.TASK_ID, task);
        headers.put(LobstrConstants.ACCOUNT_ID, account.id());
        return headers;
    }

    /** What the section asks the caller for; the others say it themselves, or take whatever there is. */
    Optional<Object> body() {
        if (uses("uploadTasks")) {
            return Optional.of("url\nhttps://example.com/1\nhttps://example.com/2\n");
        }
        if (uses("syncAccount")) {
            return Optional.of(Map.of("type", "twitter-sync", "cookies", Map.of("auth_token", "a", "ct0", "b")));
        }
        return uses("createChain")
                ? Optional.of(Map.of("target_module_id", crawler, "field_map", Map.of("url", "url"))) : Optional.empty();
    }

    /** Those that the snippet has made hold slots, and their names. */
    void clear() {
        simulator.squids().stream().filter(one -> one != squid && uses("createSquid")).forEach(SimulatedSquid::delete);
        account.delete();
    }
}
