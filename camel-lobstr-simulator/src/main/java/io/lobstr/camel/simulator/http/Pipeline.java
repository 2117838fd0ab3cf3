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

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.fault.Faults;
import io.lobstr.camel.simulator.traffic.Answer;
import io.lobstr.camel.simulator.traffic.Hooks;
import io.lobstr.camel.simulator.traffic.ReceivedRequest;
import io.lobstr.camel.simulator.traffic.RequestLog;
import io.lobstr.camel.simulator.traffic.Service;

/**
 * The one way from a request to its answer: log, hooks before, fault or service, hooks after.
 */
public final class Pipeline {

    private final RequestLog log;
    private final Hooks hooks;
    private final Faults faults;
    private final Service service;
    private Predicate<ReceivedRequest> isForOther = request -> false;
    private Service otherService;

    /**
     * A pipeline.
     *
     * @param log     gets every request
     * @param hooks   called around each answer
     * @param faults  what goes wrong
     * @param service answers where nothing goes wrong
     */
    public Pipeline(RequestLog log, Hooks hooks, Faults faults, Service service) {
        this.log = log;
        this.hooks = hooks;
        this.faults = faults;
        this.service = service;
    }

    /**
     * Lets another service answer some requests. They are not logged, and nothing goes wrong with them.
     *
     * @param  meant which
     * @param  other answers them
     * @return       this pipeline
     */
    public Pipeline besides(Predicate<ReceivedRequest> meant, Service other) {
        isForOther = meant;
        otherService = other;
        return this;
    }

    Answer answer(ReceivedRequest request, String elsewhere) {
        if (isForOther.test(request)) {
            return otherService.answer(request);
        }
        log.add(request);
        hooks.before(request);
        Optional<Fault> fault = faults.take(request);
        Answer answer = fault.isEmpty() ? genuine(request) : faulty(request, fault.get(), elsewhere);
        hooks.after(request);
        return answer;
    }

    private Answer genuine(ReceivedRequest request) {
        Answer answer = service.answer(request);
        faults.answered(request, answer);
        return answer;
    }

    private Answer faulty(ReceivedRequest request, Fault fault, String elsewhere) {
        Answer answer = fault.answer(request, fault.acts() ? service.answer(request) : null, elsewhere);
        boolean byProxy = answer.headers().getOrDefault("Content-Type", "").startsWith("text/html");
        Map<String, String> headers = byProxy ? Map.of() : service.headers(request);
        return new Answer(answer.status(), headers, answer.body(), answer.delivery()).withHeaders(answer.headers());
    }
}
