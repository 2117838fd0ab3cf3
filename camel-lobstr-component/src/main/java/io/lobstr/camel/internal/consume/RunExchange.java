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
package io.lobstr.camel.internal.consume;

import io.lobstr.camel.LobstrConstants;
import io.lobstr.camel.internal.message.LobstrHeaders;
import io.lobstr.camel.internal.watch.DueRun;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultConsumer;

/**
 * What a route gets of a run.
 */
final class RunExchange {

    private RunExchange() {
    }

    /**
     * @param index which it is of its batch, from 0
     * @param total how many there are in the batch
     */
    static Exchange of(DefaultConsumer consumer, DueRun due, int index, int total) {
        Exchange exchange = consumer.createExchange(true);
        exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
        exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, total);
        exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, index == total - 1);
        Message message = exchange.getMessage();
        message.setBody(due.run());
        LobstrHeaders.set(message, due.run());
        if (due.endedAt() != null) {
            message.setHeader(LobstrConstants.MESSAGE_TIMESTAMP, due.endedAt().toEpochMilli());
        }
        return exchange;
    }
}
