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
package io.lobstr.camel.internal.start;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.exception.LobstrTimeoutException;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Patience;
import io.lobstr.camel.internal.client.Polls;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.model.Run;

/**
 * Starts runs as soon as they can be started.
 */
public final class RunStarts {

    private final LobstrClient client;
    private final ScheduledExecutorService timer;
    private final Polls polls;
    private final StartQueues queues;
    private final Object account;
    private final RunInTheWay inTheWay;

    /**
     * @param client   the API
     * @param timer    ends waits that take too long; its tasks are short
     * @param polls    has those that wait
     * @param queues   where they wait, with those of other clients of the same account
     * @param account  whose squids they are
     * @param inTheWay waits for runs that are active
     */
    public RunStarts(
                     LobstrClient client, ScheduledExecutorService timer, Polls polls, StartQueues queues, Object account,
                     RunInTheWay inTheWay) {
        this.client = client;
        this.timer = timer;
        this.polls = polls;
        this.queues = queues;
        this.account = account;
        this.inTheWay = inTheWay;
    }

    /**
     * Waits until no run of the squid is active, and a slot is free, and starts one then.
     *
     * @param  start    a filled row of startRun
     * @param  patience how to wait
     * @return          the run, or a {@link LobstrException}: {@link LobstrTimeoutException} or
     *                  {@link LobstrStoppedException} where nothing was started
     */
    public CompletionStage<Run> start(LobstrRequest start, Patience patience) {
        StartQueues.Place place = new StartQueues.Place(account, start.parameters().get(Parameter.SQUID));
        WaitingStart waiting = new WaitingStart(client, timer, start, patience, queues, place, inTheWay);
        CompletableFuture<Run> answer = polls.begin(waiting);
        answer.whenComplete((run, failure) -> waiting.leave());
        return answer;
    }
}
