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
package io.lobstr.camel.internal.produce;

import java.util.Iterator;

import io.lobstr.camel.internal.client.Tasks;
import org.apache.camel.Exchange;

/**
 * The tasks of an iterator, kept with the exchange: a redelivery has the same iterator as its body, from which those of
 * a request that failed are gone.
 *
 * @param iterator where they come from
 * @param tasks    what of it was not added
 */
record UnsentTasks(Iterator<?> iterator, Tasks tasks) {

    private static final String PROPERTY = "CamelLobstrUnsentTasks";

    /** @throws IllegalArgumentException if there are none; the message is a sentence */
    static Tasks of(Iterator<?> iterator, Exchange exchange) {
        if (exchange.getProperty(PROPERTY) instanceof UnsentTasks unsent && unsent.iterator == iterator
                && unsent.tasks.hasNext()) {
            return unsent.tasks;
        }
        Tasks tasks = Tasks.of(iterator);
        exchange.setProperty(PROPERTY, new UnsentTasks(iterator, tasks));
        return tasks;
    }

    /** All were added. */
    static void forget(Exchange exchange) {
        exchange.removeProperty(PROPERTY);
    }
}
