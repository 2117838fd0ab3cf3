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
package io.lobstr.camel.internal.runtime;

import java.time.Duration;

import io.lobstr.camel.internal.client.HintShare;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Polls;
import io.lobstr.camel.internal.download.RunDownloads;
import io.lobstr.camel.internal.http.ApiKey;
import io.lobstr.camel.internal.job.Jobs;
import io.lobstr.camel.internal.start.RunStarts;
import io.lobstr.camel.internal.wait.RunWaits;

/**
 * What endpoints with the same key, base URL and transport options share. Its count of users is guarded by the lock of
 * {@link LobstrClients}.
 */
final class SharedClient {

    private final ApiKey key;
    private final HintShare hints;
    private final LobstrClient client;
    private final LobstrClient withoutRetries;
    private final RunWaits waits;
    private final RunDownloads downloads;
    private final Jobs jobs;
    private final RunStarts starts;
    private final Polls polls;
    private int users;
    private long unusedSince;

    SharedClient(
                 ApiKey key, HintShare hints, LobstrClient client, LobstrClient withoutRetries, RunWaits waits,
                 RunDownloads downloads, Jobs jobs, RunStarts starts, Polls polls) {
        this.key = key;
        this.hints = hints;
        this.client = client;
        this.withoutRetries = withoutRetries;
        this.waits = waits;
        this.downloads = downloads;
        this.jobs = jobs;
        this.starts = starts;
        this.polls = polls;
    }

    ApiKey key() {
        return key;
    }

    HintShare hints() {
        return hints;
    }

    LobstrClient client() {
        return client;
    }

    /** For a caller that asks again by itself. */
    LobstrClient withoutRetries() {
        return withoutRetries;
    }

    RunWaits waits() {
        return waits;
    }

    RunDownloads downloads() {
        return downloads;
    }

    Jobs jobs() {
        return jobs;
    }

    RunStarts starts() {
        return starts;
    }

    Polls polls() {
        return polls;
    }

    void use() {
        users++;
    }

    void giveBack() {
        users--;
        unusedSince = System.nanoTime();
    }

    /** Whether nobody has it, nor waits for anything with it, and that for so long. */
    boolean isUnused(Duration time) {
        return users == 0 && System.nanoTime() - unusedSince > time.toNanos() && waits.snapshot().isEmpty()
                && !polls.isWaiting();
    }

    void stopWaiting() {
        // what waits for a run to start another has nothing to start any more
        polls.stop();
        waits.stop();
    }
}
