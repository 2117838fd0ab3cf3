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
package io.lobstr.camel.internal.operation;

import java.util.List;
import java.util.Map;

/**
 * What is known of an operation, as its row of the table says it.
 *
 * @param isConsumer true for {@code from(…)}, false for {@code to(…)}
 * @param isPolling  true for {@code from(…)} that asks again and again
 * @param isAsking   whether it asks the API
 * @param isOpen     whether the URI says what is asked
 * @param terms      what it asks where no URI says more
 * @param parameters what a request may name
 * @param options    the options of an endpoint that it takes, besides those of Camel and of the component
 * @param conditions the options among them that have a meaning only where another is set so
 */
public record Definition(boolean isConsumer, boolean isPolling, boolean isAsking, boolean isOpen, Terms terms,
        List<Parameter> parameters, List<String> options, Map<String, Condition> conditions) {

    /**
     * What another option must be set to.
     *
     * @param option the other option
     * @param value  what it must be
     */
    public record Condition(String option, String value) {
    }
}
