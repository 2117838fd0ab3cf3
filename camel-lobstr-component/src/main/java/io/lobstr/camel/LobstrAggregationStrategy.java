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
package io.lobstr.camel;

import java.util.ArrayList;
import java.util.List;

import io.lobstr.camel.internal.consume.Settlement;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;

/**
 * Makes batches of finished runs that are handled as one: the runs count as handled when the exchange of their batch
 * has succeeded, and come out again, all of them, when it fails. With any other strategy each run counts as handled as
 * soon as it is in the batch, and what becomes of the batch changes nothing.
 * <p>
 * The batch has to stay in memory, as with Camel's default aggregation repository: one that writes it down loses whose
 * runs they are, and they come out again. Since the runs of a batch are in flight, {@code maxInFlight} is to be at
 * least the size of a batch, and a batch needs a timeout.
 */
public class LobstrAggregationStrategy implements AggregationStrategy, CamelContextAware {

    private final AggregationStrategy body;
    private CamelContext camelContext;

    /**
     * A batch whose body is the list of the bodies.
     */
    public LobstrAggregationStrategy() {
        this(LobstrAggregationStrategy::list);
    }

    /**
     * @param body makes the message of the batch
     */
    public LobstrAggregationStrategy(AggregationStrategy body) {
        this.body = body;
    }

    @SuppressWarnings("unchecked")
    private static Exchange list(Exchange batch, Exchange next) {
        Exchange whole = batch == null ? next : batch;
        List<Object> bodies = batch == null ? new ArrayList<>() : whole.getMessage().getBody(List.class);
        bodies.add(next.getMessage().getBody());
        whole.getMessage().setBody(bodies);
        return whole;
    }

    /**
     * {@inheritDoc}
     */
    @Override
    public Exchange aggregate(Exchange oldExchange, Exchange newExchange) {
        Settlement settlement = newExchange == null ? null : newExchange.getProperty(Settlement.PROPERTY, Settlement.class);
        Exchange batch = body.aggregate(oldExchange, newExchange);
        if (oldExchange != null && batch != oldExchange) {
            oldExchange.getExchangeExtension().handoverCompletions(batch);
        }
        if (settlement != null) {
            settlement.passTo(batch);
        }
        return batch;
    }

    /**
     * {@inheritDoc}
     */
    @Override
    public boolean canPreComplete() {
        return body.canPreComplete();
    }

    /**
     * {@inheritDoc}
     */
    @Override
    public boolean preComplete(Exchange oldExchange, Exchange newExchange) {
        return body.preComplete(oldExchange, newExchange);
    }

    /**
     * {@inheritDoc}
     */
    @Override
    public void onCompletion(Exchange exchange) {
        body.onCompletion(exchange);
    }

    /**
     * {@inheritDoc}
     */
    @Override
    public void onCompletion(Exchange exchange, Exchange inputExchange) {
        body.onCompletion(exchange, inputExchange);
    }

    /**
     * {@inheritDoc}
     */
    @Override
    public void timeout(Exchange exchange, int index, int total, long timeout) {
        body.timeout(exchange, index, total, timeout);
    }

    /**
     * {@inheritDoc}
     */
    @Override
    public void onOptimisticLockFailure(Exchange oldExchange, Exchange newExchange) {
        body.onOptimisticLockFailure(oldExchange, newExchange);
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
        CamelContextAware.trySetCamelContext(body, camelContext);
    }
}
