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

import java.net.URI;
import java.net.URISyntaxException;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.internal.http.FilePlaces;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Words;
import io.lobstr.camel.model.RunDownload;

/**
 * The links that the API answers, as far as they may be followed. They are secrets: no message has one.
 */
final class FileLinks {

    private final FilePlaces places;

    FileLinks(FilePlaces places) {
        this.places = places;
    }

    /**
     * @throws LobstrException if there is none that may be followed
     */
    URI of(LobstrRequest request, RunDownload download) {
        if (download.getS3() == null) {
            String status = download.getStatus() == null ? "" : ": it is " + Words.brief(download.getStatus());
            throw failure(request, "the file is not there any more" + status);
        }
        URI link = address(download.getS3());
        if (link == null) {
            throw failure(request, "the API answered a link that is no http or https address");
        }
        String refusal = places.refusal(link);
        if (refusal != null) {
            throw failure(request, "the file is not fetched: it is at " + refusal + " (see the option allowPrivateDownloads)");
        }
        return link;
    }

    private static URI address(String text) {
        try {
            URI link = new URI(text);
            boolean http = "http".equalsIgnoreCase(link.getScheme()) || "https".equalsIgnoreCase(link.getScheme());
            if (http && link.getHost() != null && link.getRawUserInfo() == null) {
                return link;
            }
        } catch (URISyntaxException e) {
            // the exception would repeat it
        }
        return null;
    }

    private static LobstrException failure(LobstrRequest request, String why) {
        return new LobstrServerException(request + ": " + why, 200, null, null, null, true, null);
    }
}
