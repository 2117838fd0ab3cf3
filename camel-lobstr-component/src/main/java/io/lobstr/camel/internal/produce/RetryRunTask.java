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
package io.lobstr.camel.internal.produce;

import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.internal.operation.Step;
import io.lobstr.camel.model.RunTask;
import org.apache.camel.Exchange;

/**
 * Does a task of a run again. The API's pages have two paths for that, of which only one names the task of the run; the
 * other names its run and the task of the squid.
 */
final class RetryRunTask implements ProducerAction {

    private final LobstrClient client;

    RetryRunTask(LobstrClient client) {
        this.client = client;
    }

    @Override
    public CompletionStage<RunTask> answer(LobstrRequest request, Exchange exchange, Pause pause) {
        String id = request.parameters().get(Parameter.RUN_TASK);
        RunTask body = exchange.getMessage().getBody() instanceof RunTask task && id.equals(task.getId()) ? task : null;
        return client.editions().send(
                request.asking(request.call(), Map.of(Parameter.RUN_TASK, id), null), () -> ofRun(request, body), pause);
    }

    /** Older pages know no other name than task. */
    private static String taskOfSquid(RunTask task) {
        return task.getUserTask() == null ? task.getTask() : task.getUserTask();
    }

    private static LobstrRequest ofRun(LobstrRequest request, RunTask body) {
        String run = body == null ? request.parameters().get(Parameter.RUN) : body.getRun();
        String task = body == null ? request.parameters().get(Parameter.TASK) : taskOfSquid(body);
        if (run == null || task == null) {
            throw new IllegalArgumentException(
                    request + " needs its run and the task of the squid besides, since lobstr.io does not know the path with"
                                               + " the run task alone: set the options run and task, or give the RunTask as the body");
        }
        return request.asking(Step.RETRY_TASK_OF_RUN.call(), Map.of(Parameter.RUN, run, Parameter.TASK, task), null);
    }
}
