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
package io.lobstr.camel.internal.download;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.exception.LobstrTimeoutException;
import io.lobstr.camel.internal.client.LastingAnswer;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Patience;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.client.Poll;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.RunDownload;

/**
 * One wait for the file of a run: asks the API where it is, until it is, and opens it there.
 */
final class Download extends Poll<RunFile> {

    private final FileHost host;
    private final FileLinks links;
    /** Whether the file was there, if only for a moment. */
    private volatile boolean made;
    private volatile Run known;
    private int retries;
    private final LastingAnswer missing = new LastingAnswer();
    /** How far the file has come that is being made, as the API says it. */
    private volatile Object progress;
    /** Whether the last link was refused, so that this one is new. */
    private boolean refusedLink;

    /**
     * @param client   asks the API
     * @param host     has the file
     * @param links    which may be followed
     * @param timer    ends the wait
     * @param request  the run and the format
     * @param patience how to wait
     */
    Download(
             LobstrClient client, FileHost host, FileLinks links, ScheduledExecutorService timer, LobstrRequest request,
             Patience patience) {
        super(client, timer, request, patience);
        this.host = host;
        this.links = links;
    }

    @Override
    protected void first() {
        if (arm()) {
            ask();
        }
    }

    @Override
    protected void ask() {
        this.<RunDownload> then(client().send(request(), patience().pause()), download -> {
            works();
            if (download.getS3() == null) {
                progress = download.getProgress();
                askAgain(patience().interval());
            } else {
                made = true;
                open(new RunFile(
                        host, () -> links.of(request(), client().get(request(), Pause.BLOCKING)), client().retries(),
                        request(), links.of(request(), download)));
            }
        }, failure -> {
            if (failure instanceof LobstrNotFoundException) {
                askWhetherItWillBe(failure);
            } else {
                refused(failure);
            }
        });
    }

    /** A run can have finished while its export has not. */
    private void askWhetherItWillBe(Throwable notThere) {
        LobstrRequest run
                = new LobstrRequest(LobstrOperation.getRun, Map.of(Parameter.RUN, request().parameters().get(Parameter.RUN)));
        this.<Run> then(client().send(run, patience().pause()), answered -> {
            works();
            known = answered;
            if (isBeingMade(answered)) {
                missing.clear();
                askAgain(patience().interval());
            } else if (Boolean.TRUE.equals(answered.getExportDone())) {
                doubt(missing, notThere);
            } else {
                fail(notThere);
            }
        }, failure -> {
            if (failure instanceof LobstrNotFoundException) {
                doubt(missing, notThere);
            } else {
                refused(failure);
            }
        });
    }

    private static boolean isBeingMade(Run run) {
        Boolean made = run.getExportDone();
        return run.isFinished() && !"error".equals(run.getStatus())
                && (made == null || !made && "done".equals(run.getStatus()));
    }

    @Override
    protected Run known() {
        return known;
    }

    @Override
    protected Throwable late(Throwable doubted) {
        String why = request() + ": the file was not " + (made ? "opened" : "made") + " within "
                     + patience().timeout().toMillis() + " ms (awaitTimeout)"
                     + (made || progress == null
                             ? "" : ", its progress was " + client().errors().words(progress.toString()));
        return doubted != null ? doubted : new LobstrTimeoutException(why, known, null);
    }

    private void open(RunFile file) {
        try {
            file.open();
            if (!succeed(file)) {
                file.release();
            }
        } catch (LobstrException e) {
            if (RunFile.isRefused(e) && !refusedLink) {
                // it has expired
                refusedLink = true;
                ask();
                return;
            }
            refusedLink = false;
            Optional<Duration> wait = file.retry(e, retries++);
            if (wait.isEmpty()) {
                fail(e);
            } else {
                doubted(e);
                pause(wait.get(), () -> open(file));
            }
        }
    }
}
