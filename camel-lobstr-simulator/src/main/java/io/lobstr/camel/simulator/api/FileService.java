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
package io.lobstr.camel.simulator.api;

import java.util.Map;
import java.util.Optional;

import io.lobstr.camel.simulator.state.Account;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.traffic.Answer;
import io.lobstr.camel.simulator.traffic.Body;
import io.lobstr.camel.simulator.traffic.ReceivedRequest;
import io.lobstr.camel.simulator.traffic.Service;

/**
 * The store of exported files, as S3 behaves: it gives a file to whoever has a signed address that has not expired, and
 * refuses requests that carry credentials besides.
 */
public final class FileService implements Service {

    private final Account account;
    private final SignedLinks links;

    /**
     * The store.
     *
     * @param account what the files are made of
     * @param secret  what addresses are signed with
     */
    public FileService(Account account, String secret) {
        this.account = account;
        this.links = new SignedLinks(secret, () -> "");
    }

    @Override
    public Answer answer(ReceivedRequest request) {
        if (request.header("Authorization").isPresent()) {
            return refused(403, "InvalidArgument", "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, "
                                                   + "Signature query string parameter or the Authorization header should be "
                                                   + "specified");
        }
        if (!links.isSigned(request)) {
            return refused(403, "AccessDenied", "Access Denied");
        }
        if (links.isExpired(request, account.now())) {
            return refused(403, "AccessDenied", "Request has expired");
        }
        if (!"GET".equals(request.method())) {
            return refused(405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
        }
        return file(request).map(file -> part(request, file))
                .orElseGet(() -> refused(404, "NoSuchKey", "The specified key does not exist."));
    }

    private Optional<ExportFile> file(ReceivedRequest request) {
        String name = request.path().substring("/exports/".length());
        int dot = name.indexOf('.');
        synchronized (account) {
            Optional<SimulatedRun> run = account.run(name.substring(0, dot)).filter(found -> found.snapshot().isExported());
            return run.map(found -> new ExportFile(
                    found, ExportFormat.named(name.substring(dot + 1)).orElseThrow(), Columns.of(request)));
        }
    }

    private static Answer part(ReceivedRequest request, ExportFile file) {
        Body body = file.body();
        Map<String, String> headers = Map.of("ETag", file.etag(), "Accept-Ranges", "bytes", "Last-Modified",
                file.lastModified(), "Content-Disposition", "attachment; filename=\"" + file.name() + "\"");
        if (request.header("If-Match").filter(wanted -> !wanted.equals(file.etag())).isPresent()) {
            return refused(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
        }
        boolean whole = request.header("If-Range").filter(wanted -> !wanted.equals(file.etag())).isPresent();
        Optional<String> range = request.header("Range").filter(header -> !whole && header.startsWith("bytes="));
        if (range.isEmpty()) {
            return Answer.of(200, file.contentType(), body).withHeaders(headers);
        }
        return ByteRange.parse(range.get(), body.length())
                .map(part -> Answer.of(206, file.contentType(), part.of(body)).withHeaders(headers)
                        .withHeader("Content-Range", part.contentRange(body.length())))
                .orElseGet(() -> refused(416, "InvalidRange", "The requested range is not satisfiable")
                        .withHeader("Content-Range", "bytes */" + body.length()));
    }

    private static Answer refused(int status, String code, String message) {
        String xml = """
                <?xml version="1.0" encoding="UTF-8"?>
                <Error><Code>%s</Code><Message>%s</Message></Error>
                """.formatted(code, message);
        return Answer.of(status, "application/xml", Body.of(xml));
    }
}
