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
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.internal.operation.Terms;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever path a URI says, and whatever id a header: what is taken goes to the API, below its base URL, by as many
 * parts as the path has.
 */
class AnyPathTest {

    private static final HttpRequests REQUESTS = new HttpRequests(
            new LobstrSettings(new ApiKey("k3y"), URI.create("https://api.lobstr.io/v1"), Duration.ofSeconds(30), 100_000));

    @Provide
    Arbitrary<String> paths() {
        Arbitrary<String> parts = Arbitraries.frequencyOf(
                Tuple.of(10, Arbitraries.of("squids", "{squid}", "{run}", "{account}", "a.b", "~x", "v-1_2")),
                Tuple.of(1, Arbitraries.of("..", ".", "", "%2e%2e", "%2f")),
                Tuple.of(1, Arbitraries.strings().withChars("a.{}/\\%?#:@; \u00e4\n").ofMaxLength(4)));
        Arbitrary<String> starts = Arbitraries.frequencyOf(
                Tuple.of(10, Arbitraries.just("/squids/")),
                Tuple.of(1, Arbitraries.of("/", "", "//", "https://x/", "/\\")));
        return starts.flatMap(start -> parts.list().ofMinSize(1).ofMaxSize(3).map(list -> start + String.join("/", list)));
    }

    @Provide
    Arbitrary<String> ids() {
        return Arbitraries.oneOf(Arbitraries.of("%2e%2e", "..%2f", "?x", "#x", "a b", "@x:1", "..", "a/b"),
                Arbitraries.strings().ofMinLength(1).ofMaxLength(5));
    }

    @Property
    void whatIsTakenStaysBelowTheBaseUrl(@ForAll("paths") String path, @ForAll("ids") String id) {
        URI url;
        try {
            url = url(path, id);
        } catch (IllegalArgumentException e) {
            Statistics.collect("refused");
            return;
        }
        Statistics.collect("taken");
        assertThat(url.getScheme()).isEqualTo("https");
        assertThat(url.getRawAuthority()).isEqualTo("api.lobstr.io");
        assertThat(url.getRawFragment()).isNull();
        assertThat(url.getRawQuery()).isEqualTo("to=" + url.getRawQuery().substring(3)).doesNotContain("&");
        assertThat(url.normalize()).isEqualTo(url);
        assertThat(url.getRawPath()).startsWith("/v1/").doesNotContain("//", "\\");
        assertThat(url.getRawPath().chars().filter(c -> c == '/').count())
                .isEqualTo(1 + path.chars().filter(c -> c == '/').count());
    }

    private static URI url(String path, String id) {
        Map<String, Object> options = Map.of("method", "GET", "path", path, "query", Map.of("to", "{squid}"));
        Terms terms = LobstrOperation.callApi.terms(options::get);
        Map<Parameter, String> parameters = new EnumMap<>(Parameter.class);
        List.of(Parameter.SQUID, Parameter.RUN, Parameter.ACCOUNT).forEach(parameter -> parameters.put(parameter, id));
        parameters.keySet().retainAll(terms.needs().parameters());
        try {
            return REQUESTS.of(new LobstrRequest(LobstrOperation.callApi, terms, parameters, null)).getUri();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
