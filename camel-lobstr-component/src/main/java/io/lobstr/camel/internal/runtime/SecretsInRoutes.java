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
package io.lobstr.camel.internal.runtime;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.camel.NamedNode;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDynamicDefinition;

/**
 * Finds secrets that stand in the URIs of routes as they are. Camel shows the text of a route in many places; what is a
 * placeholder there stays one.
 */
final class SecretsInRoutes {

    private static final Pattern SECRET
            = Pattern.compile("[?&](apiKey|proxyUsername|proxyPassword|webhookSecret)=(?:RAW[({])?([^&)}]*)");
    /** Placeholders, expressions and references to beans, also as a URI encodes them. */
    private static final Pattern NO_SECRET = Pattern.compile("(?:\\{\\{|\\$\\{|\\$simple\\{|#|%7B%7B|%24%7B|%23).*|");

    private final Predicate<String> schemes;
    private final BiConsumer<String, String> found;

    /**
     * @param schemes whether a scheme is that of the component
     * @param found   hears of the route, and of each option that has a secret
     */
    SecretsInRoutes(Predicate<String> schemes, BiConsumer<String, String> found) {
        this.schemes = schemes;
        this.found = found;
    }

    /**
     * @param node a route as its author wrote it
     */
    void search(NamedNode node) {
        if (node instanceof RouteDefinition route) {
            Set<String> options = new LinkedHashSet<>();
            uris(route).forEach(uri -> search(uri, options));
            options.forEach(option -> found.accept(route.getRouteId(), option));
        }
    }

    private static Stream<String> uris(RouteDefinition route) {
        Stream<String> from = route.getInput() == null ? Stream.empty() : Stream.of(route.getInput().getEndpointUri());
        Stream<String> to = ProcessorDefinitionHelper
                .filterTypeInOutputs(route.getOutputs(), EndpointRequiredDefinition.class).stream()
                .map(EndpointRequiredDefinition::getEndpointUri);
        Stream<String> dynamic = ProcessorDefinitionHelper
                .filterTypeInOutputs(route.getOutputs(), ToDynamicDefinition.class).stream().map(ToDynamicDefinition::getUri);
        return Stream.of(from, to, dynamic).flatMap(all -> all);
    }

    private void search(String uri, Set<String> options) {
        if (uri == null || !schemes.test(uri.substring(0, Math.max(0, uri.indexOf(':'))))) {
            return;
        }
        Matcher secrets = SECRET.matcher(uri);
        while (secrets.find()) {
            if (!NO_SECRET.matcher(secrets.group(2)).matches()) {
                options.add(secrets.group(1));
            }
        }
    }
}
