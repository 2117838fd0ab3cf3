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
package io.lobstr.camel.benchmarks.watch;

import java.io.File;
import java.util.List;

import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;

/**
 * The route that one writes without the component: it reads the newest runs of each squid at an interval, as many as a
 * page can hold, and lets an idempotent consumer with a file pass what it has not seen.
 */
final class WatchByHand extends RouteBuilder {

    private final String from;
    private final String baseUrl;
    private final String apiKey;
    private final List<String> squids;
    private final File seen;
    private final Processor handler;

    WatchByHand(String from, String baseUrl, String apiKey, List<String> squids, File seen, Processor handler) {
        this.from = from;
        this.baseUrl = baseUrl;
        this.apiKey = apiKey;
        this.squids = squids;
        this.seen = seen;
        this.handler = handler;
    }

    @Override
    public void configure() {
        from(from)
                .setBody(constant(squids))
                .split(body())
                .setHeader("CamelHttpQuery", simple("squid=${body}&limit=100"))
                .setHeader("Authorization", constant("Token " + apiKey))
                .setBody(constant((Object) null))
                .to(baseUrl + "/runs")
                .unmarshal().json()
                .split(simple("${body[data]}"))
                .filter(simple("${body[is_done]}"))
                .idempotentConsumer(simple("${body[id]}"), FileIdempotentRepository.fileIdempotentRepository(seen))
                .process(handler);
    }
}
