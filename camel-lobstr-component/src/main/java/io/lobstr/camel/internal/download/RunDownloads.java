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

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Patience;
import io.lobstr.camel.internal.client.Polls;
import io.lobstr.camel.internal.http.FilePlaces;
import io.lobstr.camel.internal.http.LobstrSettings;
import io.lobstr.camel.internal.operation.LobstrRequest;
import org.apache.hc.client5.http.classic.HttpClient;

/**
 * Gets the exported files of runs: asks the API where they are, until they are, and opens them there.
 */
public final class RunDownloads {

    private final LobstrClient client;
    private final FileHost host;
    private final FileLinks links;
    private final ScheduledExecutorService timer;
    private final Polls polls;

    /**
     * @param client   asks the API
     * @param files    talks to the hosts of files; sends one request as it is
     * @param timer    ends attempts and waits that take too long; its tasks are short
     * @param settings how to
     * @param places   where files may be
     * @param polls    has those that wait; files that are open already can still be read when they are stopped
     */
    public RunDownloads(
                        LobstrClient client, HttpClient files, ScheduledExecutorService timer, LobstrSettings settings,
                        FilePlaces places, Polls polls) {
        this.client = client;
        this.host = new FileHost(files, timer, settings);
        this.links = new FileLinks(places);
        this.timer = timer;
        this.polls = polls;
    }

    /**
     * @param  request  the run and the format
     * @param  patience how to wait, for a file that is still being made, and for a turn to ask for it
     * @return          the open file, or a {@link LobstrException}
     */
    public CompletionStage<RunFile> open(LobstrRequest request, Patience patience) {
        return polls.begin(new Download(client, host, links, timer, request, patience));
    }
}
