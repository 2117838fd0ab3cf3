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
package io.lobstr.camel.internal.job;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Patience;
import io.lobstr.camel.internal.client.Polls;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.model.LobstrObject;

/**
 * Begins jobs, and waits for their end.
 */
public final class Jobs {

    private final LobstrClient client;
    private final ScheduledExecutorService timer;
    private final Polls polls;

    /**
     * @param client asks the API
     * @param timer  ends waits that take too long; its tasks are short
     * @param polls  has those that wait
     */
    public Jobs(LobstrClient client, ScheduledExecutorService timer, Polls polls) {
        this.client = client;
        this.timer = timer;
        this.polls = polls;
    }

    /**
     * @param  job      what the request begins
     * @param  request  begins it
     * @param  patience how to wait for its end, from when it has begun
     * @param  <T>      what tells how far it has come
     * @return          what was last told of it, or a {@link LobstrException}
     */
    public <T extends LobstrObject> CompletionStage<T> run(Job job, LobstrRequest request, Patience patience) {
        return polls.begin(new JobPoll<>(client, timer, request, job, patience));
    }
}
