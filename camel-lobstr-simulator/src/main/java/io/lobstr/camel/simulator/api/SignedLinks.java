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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.function.Supplier;

import io.lobstr.camel.simulator.state.Ids;
import io.lobstr.camel.simulator.traffic.ReceivedRequest;

/**
 * Addresses of exported files that are valid for a while, signed so that nobody can make one up.
 */
final class SignedLinks {

    private static final DateTimeFormatter DATE
            = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String secret;
    private final Supplier<String> origin;

    SignedLinks(String secret, Supplier<String> origin) {
        this.secret = secret;
        this.origin = origin;
    }

    String sign(String run, ExportFormat format, Columns columns, Instant now, Duration validity) {
        String path = "/exports/" + run + "." + format.extension();
        String date = DATE.format(now);
        String expires = Long.toString(validity.toSeconds());
        return origin.get() + path + "?" + query(columns) + "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=" + date
               + "&X-Amz-Expires=" + expires
               + "&X-Amz-SignedHeaders=host&X-Amz-Signature=" + signature(path + query(columns), date, expires);
    }

    boolean isSigned(ReceivedRequest request) {
        String date = request.parameter("X-Amz-Date").orElse("");
        String expires = request.parameter("X-Amz-Expires").orElse("");
        return request.parameter("X-Amz-Signature")
                .filter(signature(request.path() + query(Columns.of(request)), date, expires)::equals)
                .isPresent();
    }

    boolean isExpired(ReceivedRequest request, Instant now) {
        try {
            Instant signed = DATE.parse(request.parameter("X-Amz-Date").orElse(""), Instant::from);
            return now.isAfter(signed.plusSeconds(Long.parseLong(request.parameter("X-Amz-Expires").orElse(""))));
        } catch (DateTimeParseException | NumberFormatException e) {
            return true;
        }
    }

    private static String query(Columns columns) {
        return parameter("fields", columns.fields()) + parameter("omit", columns.omit());
    }

    private static String parameter(String name, String value) {
        return value.isEmpty() ? "" : name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8) + "&";
    }

    private String signature(String path, String date, String expires) {
        return Ids.of(secret + path + date + expires) + Ids.of(expires + date + path + secret);
    }
}
