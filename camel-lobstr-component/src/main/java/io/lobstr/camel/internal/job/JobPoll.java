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

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.exception.LobstrTimeoutException;
import io.lobstr.camel.internal.client.LastingAnswer;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Patience;
import io.lobstr.camel.internal.client.Poll;
import io.lobstr.camel.internal.operation.FileContent;
import io.lobstr.camel.internal.operation.Line;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.internal.operation.Safety;
import io.lobstr.camel.internal.operation.Words;
import io.lobstr.camel.model.LobstrObject;

/**
 * Begins a job, and looks at it until it is over. An API that is away for a while ends no wait: the job goes on there.
 *
 * @param <T> what tells how far it has come
 */
final class JobPoll<T extends LobstrObject> extends Poll<T> {

    private final Job job;
    private final LastingAnswer missing = new LastingAnswer();
    private volatile String id;
    private volatile LobstrRequest look;

    /**
     * @param client   asks the API
     * @param timer    ends the wait
     * @param request  begins the job
     * @param job      what it is
     * @param patience how to wait for its end
     */
    JobPoll(LobstrClient client, ScheduledExecutorService timer, LobstrRequest request, Job job, Patience patience) {
        super(client, timer, request, patience);
        this.job = job;
    }

    @Override
    protected void first() {
        this.<T> then(client().send(request(), patience().pause()), begun -> {
            id = job.id(begun);
            look = look();
            String other = job.other(begun, request());
            if (other != null) {
                throw another(other);
            }
            if (arm()) {
                seen(begun);
            }
        }, this::fail);
    }

    private LobstrRequest look() {
        if (id == null) {
            throw unusable("was answered without the id of the " + job);
        }
        try {
            return request().asking(job.look().call(), Map.of(Parameter.JOB, id), null);
        } catch (IllegalArgumentException e) {
            throw unusable("was answered an id of the " + job + " that is none: " + e.getMessage());
        }
    }

    private LobstrServerException another(String other) {
        return unusable("was answered about " + other + ", which is another one");
    }

    private LobstrServerException unusable(String words) {
        return client().errors().unusable(request(), words);
    }

    @Override
    protected void ask() {
        this.<T> then(client().once(look, request().in(Line.WAIT), patience().pause()), this::seen, this::failed);
    }

    private void seen(T now) {
        String other = job.other(now, request());
        if (other != null) {
            failed(another(other));
            return;
        }
        works();
        missing.clear();
        Job.Failure failure = job.failure(now);
        if (failure != null) {
            fail(client().errors().failed(request(), failure.status(), job + " " + Words.brief(id) + ": " + failure.words()));
        } else if (job.isDone(now)) {
            succeed(now);
        } else {
            askAgain(patience().interval());
        }
    }

    private void failed(Throwable failure) {
        if (failure instanceof LobstrNotFoundException) {
            doubt(missing, failure);
        } else if (failure instanceof LobstrServerException || failure instanceof LobstrRateLimitException) {
            Duration asked = ((LobstrException) failure).getRetryAfter();
            Duration interval = patience().interval();
            passing(failure, asked == null || asked.compareTo(interval) < 0 ? interval : asked);
        } else {
            refused(failure);
        }
    }

    /**
     * What may begin a second job must not pass for a wait that can be taken up again. A file whose sending is cut
     * begins none.
     */
    @Override
    protected LobstrException stopped(String words) {
        if (request().safety() != Safety.ONCE && (id != null || request().payload() instanceof FileContent)) {
            return super.stopped(words);
        }
        return new LobstrServerException(
                words + (id == null
                        ? "; whether the " + job + " has begun cannot be known"
                        : "; " + job + " " + Words.brief(id) + " goes on"),
                0, null, null, null, true, null);
    }

    @Override
    protected Throwable late(Throwable doubted) {
        return new LobstrTimeoutException(
                request() + ": " + job + " " + Words.brief(id) + " was not " + job.over() + " within "
                                          + patience().timeout().toMillis() + " ms (awaitTimeout)"
                                          + (doubted == null ? "" : "; the last look failed: " + doubted.getMessage()),
                null, doubted);
    }
}
