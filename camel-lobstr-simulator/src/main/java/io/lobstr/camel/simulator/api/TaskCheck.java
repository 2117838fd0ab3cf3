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

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.lobstr.camel.simulator.state.CrawlerParam;
import io.lobstr.camel.simulator.state.SimulatedCrawler;

/**
 * Checks tasks against the parameters of their crawler, where these were said.
 */
final class TaskCheck {

    private TaskCheck() {
    }

    /** Why a task is not valid, if it is not. */
    static Optional<String> problem(SimulatedCrawler crawler, Map<String, Object> task) {
        if (!crawler.strict()) {
            return Optional.empty();
        }
        List<CrawlerParam> params = crawler.taskParams();
        Set<String> names = params.stream().map(CrawlerParam::name).collect(Collectors.toSet());
        Set<String> used = params.stream().filter(param -> task.get(param.name()) != null).map(CrawlerParam::group)
                .filter(Objects::nonNull).collect(Collectors.toSet());
        Optional<String> unknown = task.keySet().stream().filter(name -> !names.contains(name)).findFirst();
        if (unknown.isPresent()) {
            return unknown.map(name -> "Unknown parameter: " + name);
        }
        if (used.isEmpty() && params.stream().allMatch(param -> param.group() != null)) {
            return Optional.of("Parameter needed: " + params.get(0).name());
        }
        return params.stream().filter(param -> param.group() == null || used.contains(param.group()))
                .flatMap(param -> problem(param, task.get(param.name())).stream()).findFirst();
    }

    private static Optional<String> problem(CrawlerParam param, Object value) {
        if (value == null) {
            return param.required() ? Optional.of("Parameter needed: " + param.name()) : Optional.empty();
        }
        return param.regex() == null || value.toString().matches(param.regex())
                ? Optional.empty() : Optional.of("Invalid " + param.name() + ": " + value);
    }
}
