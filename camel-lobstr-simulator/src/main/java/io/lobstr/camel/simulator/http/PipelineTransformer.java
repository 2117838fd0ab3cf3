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
package io.lobstr.camel.simulator.http;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.ChunkedDribbleDelay;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.lobstr.camel.simulator.traffic.Answer;
import io.lobstr.camel.simulator.traffic.Body;
import io.lobstr.camel.simulator.traffic.Delivery;
import io.lobstr.camel.simulator.traffic.Delivery.Breaks;
import io.lobstr.camel.simulator.traffic.FirstBytes;
import io.lobstr.camel.simulator.traffic.Part;
import io.lobstr.camel.simulator.traffic.Query;
import io.lobstr.camel.simulator.traffic.ReceivedRequest;

/**
 * Where WireMock hands a request over, and gets the answer back.
 */
final class PipelineTransformer implements ResponseTransformerV2 {

    static final String NAME = "lobstr";

    /** As HTTP has it, with two digits for the day. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT);
    private static final int PIECES_PER_SECOND = 10;
    private static final int NO_CONTENT = 204;

    private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]*)\"");

    private final Pipeline pipeline;
    private final Clock clock;
    private final Supplier<String> elsewhere;

    PipelineTransformer(Pipeline pipeline, Clock clock, Supplier<String> elsewhere) {
        this.pipeline = pipeline;
        this.clock = clock;
        this.elsewhere = elsewhere;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public Response transform(Response response, ServeEvent event) {
        Request request = event.getRequest();
        Answer answer = pipeline.answer(received(request), elsewhere.get() + request.getUrl());
        return response(answer, clock.instant().atZone(ZoneOffset.UTC));
    }

    private ReceivedRequest received(Request request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (HttpHeader header : request.getHeaders().all()) {
            headers.computeIfAbsent(header.key().toLowerCase(Locale.ROOT), key -> new ArrayList<>()).addAll(header.values());
        }
        String url = request.getUrl();
        int mark = url.indexOf('?');
        String origin = request.getScheme() + "://" + request.getHost() + ":" + request.getPort();
        return new ReceivedRequest(
                clock.instant(), origin, request.getMethod().getName(), mark < 0 ? url : url.substring(0, mark),
                mark < 0 ? Map.of() : Query.parse(url.substring(mark + 1)), headers,
                request.isMultipart() ? "" : request.getBodyAsString(), parts(request));
    }

    private static List<Part> parts(Request request) {
        return request.isMultipart() ? request.getParts().stream().map(PipelineTransformer::part).toList() : List.of();
    }

    private static Part part(Request.Part part) {
        String disposition = part.getHeader("Content-Disposition").isPresent()
                ? part.getHeader("Content-Disposition").firstValue() : "";
        Matcher file = FILE_NAME.matcher(disposition);
        HttpHeader type = part.getHeader("Content-Type");
        return new Part(
                part.getName(), file.find() ? file.group(1) : null, type.isPresent() ? type.firstValue() : null,
                part.getBody().asBytes());
    }

    private static Response response(Answer answer, ZonedDateTime now) {
        Delivery delivery = answer.delivery();
        long length = answer.body().length();
        HttpHeaders headers = new HttpHeaders();
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            headers = headers.plus(new HttpHeader(header.getKey(), header.getValue()));
        }
        if (!answer.headers().containsKey("Date")) {
            headers = headers.plus(new HttpHeader("Date", DATE.format(now)));
        }
        if (answer.status() != NO_CONTENT) {
            headers = headers.plus(new HttpHeader("Content-Length", Long.toString(length)));
        }
        Body body = answer.body();
        Response.Builder response = Response.response().configured(true).status(answer.status()).headers(headers)
                .body(() -> delivery.breaks() == Breaks.CUT ? new FirstBytes(body.open(), length / 2) : body.open())
                .incrementInitialDelay(delivery.delay().toMillis()).fault(fault(delivery.breaks()));
        if (!delivery.trickle().isZero() && length > 0) {
            response.chunkedDribbleDelay(dribble(delivery.trickle(), length));
        }
        return response.build();
    }

    private static ChunkedDribbleDelay dribble(Duration length, long bytes) {
        long pieces = Math.max(2, length.toMillis() * PIECES_PER_SECOND / 1000);
        return new ChunkedDribbleDelay((int) Math.min(bytes, pieces), (int) length.toMillis());
    }

    private static Fault fault(Breaks breaks) {
        return switch (breaks) {
            case RESET -> Fault.CONNECTION_RESET_BY_PEER;
            case CLOSE -> Fault.EMPTY_RESPONSE;
            case GARBAGE -> Fault.RANDOM_DATA_THEN_CLOSE;
            default -> null;
        };
    }
}
