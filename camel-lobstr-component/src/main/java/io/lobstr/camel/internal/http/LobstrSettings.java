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
package io.lobstr.camel.internal.http;

import java.net.URI;
import java.time.Duration;

/**
 * How a client talks to the API.
 *
 * @param apiKey          the key
 * @param baseUrl         where the API is; the key goes nowhere else
 * @param requestTimeout  the longest that one whole attempt may take, reading the answer included
 * @param maxResponseSize the biggest answer, in bytes
 */
public record LobstrSettings(
        ApiKey apiKey, URI baseUrl, Duration requestTimeout, long maxResponseSize) {
}
