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
import java.util.function.Function;

/**
 * What others ask of a row of the table of operations, which itself has but the rows.
 */
public interface Operation {

    Definition definition();

    /**
     * @return true for {@code from(…)}, false for {@code to(…)}
     */
    default boolean isConsumer() {
        return definition().isConsumer();
    }

    /**
     * @return true for {@code from(…)} that asks again and again
     */
    default boolean isPolling() {
        return definition().isPolling();
    }

    /**
     * @return whether it asks the API, for which it needs a key
     */
    default boolean isAsking() {
        return definition().isAsking();
    }

    /**
     * @return true if one page of a list is answered
     */
    default boolean isList() {
        return call().shape() == Shape.PAGE;
    }

    /**
     * @return what a request may name
     */
    default List<Parameter> parameters() {
        return definition().parameters();
    }

    /**
     * @return the options of an endpoint that it takes, besides those of Camel and of the component
     */
    default List<String> options() {
        return definition().options();
    }

    /**
     * @return the options among them that have a meaning only where another is set so
     */
    default Map<String, Definition.Condition> conditions() {
        return definition().conditions();
    }

    default Needs needs() {
        return terms().needs();
    }

    /**
     * @return what it asks of the API
     */
    default Call call() {
        return terms().call();
    }

    /**
     * @return what it asks where no URI says more
     */
    default Terms terms() {
        return definition().terms();
    }

    /**
     * @param  uri                      what a URI sets, by the names of options
     * @return                          what its endpoint asks
     * @throws IllegalArgumentException if that cannot be; the message names the option
     */
    default Terms terms(Function<String, Object> uri) {
        return definition().isOpen() ? AnyCall.of(uri) : terms();
    }
}
