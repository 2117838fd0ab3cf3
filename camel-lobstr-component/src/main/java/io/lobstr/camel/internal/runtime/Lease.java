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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.lobstr.camel.internal.client.HintShare;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Polls;
import io.lobstr.camel.internal.download.RunDownloads;
import io.lobstr.camel.internal.job.Jobs;
import io.lobstr.camel.internal.start.RunStarts;
import io.lobstr.camel.internal.wait.RunWaits;

/**
 * The right to use a client, and what goes with it. Whoever takes it when it starts gives it back when it stops.
 */
public final class Lease {

    private final SharedClient shared;
    private final Runnable end;
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    Lease(SharedClient shared, Runnable end) {
        this.shared = shared;
        this.end = end;
    }

    /**
     * @return asks the API
     */
    public LobstrClient client() {
        return shared.client();
    }

    /**
     * @return the same for a caller that asks again by itself
     */
    public LobstrClient withoutRetries() {
        return shared.withoutRetries();
    }

    /**
     * @return what may be asked because somebody outside says that something has happened
     */
    public HintShare hints() {
        return shared.hints();
    }

    /**
     * @return waits for runs
     */
    public RunWaits waits() {
        return shared.waits();
    }

    /**
     * @return downloads files
     */
    public RunDownloads downloads() {
        return shared.downloads();
    }

    /**
     * @return waits for the API's own work
     */
    public Jobs jobs() {
        return shared.jobs();
    }

    /**
     * @return starts runs as soon as they can be started
     */
    public RunStarts starts() {
        return shared.starts();
    }

    /**
     * @return all that waits for files, for the API's own work, and to start a run
     */
    public Polls polls() {
        return shared.polls();
    }

    /**
     * @param heard is told the squid of each run that this application starts, until the lease is given back
     */
    public void onStart(Consumer<String> heard) {
        listeners.add(heard);
        shared.client().squidRuns().onStart(heard);
    }

    SharedClient shared() {
        return shared;
    }

    /**
     * What is still going on goes on. Once is enough.
     */
    public void giveBack() {
        if (over.compareAndSet(false, true)) {
            listeners.forEach(shared.client().squidRuns()::forget);
            end.run();
        }
    }
}
