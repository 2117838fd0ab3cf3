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

import java.time.Duration;

import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.produce.Actions;
import io.lobstr.camel.internal.produce.Calls;
import io.lobstr.camel.internal.produce.Requests;
import io.lobstr.camel.internal.produce.UriOptions;
import io.lobstr.camel.internal.runtime.Lease;
import io.lobstr.camel.internal.runtime.LobstrClients;
import io.lobstr.camel.internal.wait.RunEnd;
import io.lobstr.camel.internal.watch.Finishing;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * Sends a request for an exchange, and sets its body to what was answered.
 */
public class LobstrProducer extends DefaultAsyncProducer {

    private Calls calls;
    private Lease lease;

    /**
     * @param endpoint whose operation to do
     */
    public LobstrProducer(LobstrEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        LobstrClients clients = getEndpoint().getComponent().clients();
        LobstrOperation operation = getEndpoint().getOperation();
        UriOptions uri = new LobstrOptions(getEndpoint());
        lease = getEndpoint().lease();
        Actions actions = new Actions(
                uri, lease.client(), lease.waits(), lease.downloads(), lease.jobs(), lease.starts(), lease.polls(),
                awaited(), clients.asynchronous(), getEndpoint().getCamelContext());
        calls = new Calls(new Requests(operation, uri), actions.of(operation), clients.asynchronous(), clients.routes());
        getEndpoint().getComponent().healthChecks().add(lease);
    }

    @Override
    protected void doStop() throws Exception {
        if (calls != null) {
            calls.stop();
        }
        if (lease != null) {
            getEndpoint().getComponent().healthChecks().remove(lease);
            lease.giveBack();
            lease = null;
        }
        super.doStop();
    }

    @Override
    public LobstrEndpoint getEndpoint() {
        return (LobstrEndpoint) super.getEndpoint();
    }

    private RunEnd awaited() {
        FinishedWhen when = getEndpoint().getFinishedWhen();
        Finishing finishing = new Finishing(when, Duration.ZERO);
        return when == FinishedWhen.ended ? RunEnd.FINISHED : new RunEnd(when.name(), finishing::isComplete);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        return calls.process(exchange, callback);
    }
}
