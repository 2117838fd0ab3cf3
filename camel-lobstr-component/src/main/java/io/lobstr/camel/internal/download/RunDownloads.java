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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Pause;
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
    /** Those that wait, and what they are known by. */
    private final Map<Download, Optional<String>> waiting = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    /**
     * @param client   asks the API
     * @param files    talks to the hosts of files; sends one request as it is
     * @param timer    ends attempts and waits that take too long; its tasks are short
     * @param settings how to
     * @param places   where files may be
     */
    public RunDownloads(
                        LobstrClient client, HttpClient files, ScheduledExecutorService timer, LobstrSettings settings,
                        FilePlaces places) {
        this.client = client;
        this.host = new FileHost(files, timer, settings);
        this.links = new FileLinks(places);
        this.timer = timer;
    }

    /**
     * @param  request  the run and the format
     * @param  timeout  how long to wait, for a file that is still being made, and for a turn to ask for it
     * @param  interval the time between two questions whether it is
     * @param  pause    how to wait
     * @param  group    what {@link #stop(Predicate)} knows the wait by; may be null
     * @return          the open file, or a {@link LobstrException}
     */
    public CompletionStage<RunFile> open(
            LobstrRequest request, Duration timeout, Duration interval, Pause pause, String group) {
        Download download = new Download(client, host, links, timer, request, timeout, interval, pause);
        waiting.put(download, Optional.ofNullable(group));
        download.answer().whenComplete((file, failure) -> waiting.remove(download));
        if (stopped) {
            download.stop();
        } else {
            download.begin();
        }
        return download.answer();
    }

    /**
     * @return whether somebody waits for a file
     */
    public boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /**
     * Ends waits for files with a {@link LobstrStoppedException}. Files that are open already can still be read.
     *
     * @param groups the groups whose waits end
     */
    public void stop(Predicate<String> groups) {
        waiting.forEach((download, group) -> {
            if (groups.test(group.orElse(null))) {
                download.stop();
            }
        });
    }

    /**
     * Ends all waits with a {@link LobstrStoppedException}, and those that are still to come.
     */
    public void stop() {
        stopped = true;
        stop(group -> true);
    }
}
