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

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import io.lobstr.camel.internal.consume.HintListeners;
import io.lobstr.camel.internal.consume.HintNotes;
import io.lobstr.camel.internal.consume.Lookout;
import io.lobstr.camel.internal.memory.RunMemory;
import io.lobstr.camel.internal.runtime.LobstrClients;
import io.lobstr.camel.model.RunEvent;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes what webhooks tell this machine on to the one that polls, by the repository that both have. While this machine
 * is the one, there is nothing to pass on. A hint that is lost costs the wait for the next poll.
 */
final class Relay implements HintListeners.Listener, StartupListener {

    private static final Logger LOG = LoggerFactory.getLogger(LobstrConsumer.class);
    /** More than this waits for no repository. */
    private static final int MOST = 1000;

    private final LobstrEndpoint endpoint;
    private final List<String> named;
    private final HintNotes notes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<String> waiting = new LinkedHashSet<>();
    private PushListener push;
    private volatile boolean leads;
    private volatile boolean closed;
    private boolean writing;
    private volatile boolean failing;

    Relay(LobstrEndpoint endpoint) {
        this.endpoint = endpoint;
        this.named = endpoint.options().squids();
        this.notes = new HintNotes(RunMemory.in(endpoint.getIdempotentRepository(), endpoint.getMemoryName()));
    }

    HintNotes notes() {
        return notes;
    }

    /** Routes are there before the HTTP server is. */
    void open() throws Exception {
        HintListeners.of(endpoint.getCamelContext()).add(this);
        endpoint.getCamelContext().addStartupListener(this);
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        if (alreadyStarted) {
            listen();
        }
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
        listen();
    }

    private void listen() {
        if (!closed && push == null) {
            push = PushListener.open(endpoint, this::isOpen, this::heard);
        }
    }

    void close() {
        closed = true;
        HintListeners.of(endpoint.getCamelContext()).remove(this);
        if (push != null) {
            push.close();
        }
    }

    void leads(boolean here) {
        leads = here;
    }

    private boolean isOpen() {
        return !leads && endpoint.getCamelContext().isStarted();
    }

    private void heard(String squid, RunEvent event) {
        if (Lookout.isEnd(event)) {
            add(squid, event.getRun());
        }
    }

    /** On a thread of its own, since those that tell it are not to wait for a repository. */
    @Override
    public boolean add(String squid, String run) {
        if (!isOpen() || !named.isEmpty() && !named.contains(squid)) {
            return false;
        }
        boolean begins;
        lock.lock();
        try {
            if (waiting.size() >= MOST) {
                return false;
            }
            waiting.add(squid);
            begins = !writing;
            writing = true;
        } finally {
            lock.unlock();
        }
        if (begins) {
            endpoint.getComponent().clients().routes().execute(this::write);
        }
        return true;
    }

    /** However often a squid is called for, it is written down once a second: whoever polls looks no more often. */
    private void write() {
        List<String> squids = next();
        if (squids.isEmpty()) {
            return;
        }
        squids.forEach(this::leave);
        LobstrClients clients = endpoint.getComponent().clients();
        clients.asynchronous().then(Relays.OFTEN, () -> clients.routes().execute(this::write), stop -> {
            LOG.debug("Nothing is passed on any more", stop);
            next();
        });
    }

    private void leave(String squid) {
        try {
            notes.leave(squid);
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("Squid {}: that something happened to it cannot be passed on to the machine that polls, whose next"
                         + " poll has to do: {}",
                        squid, e.getMessage());
            }
            failing = true;
        }
    }

    /** None where nothing is left, so that whoever comes next begins again. */
    private List<String> next() {
        lock.lock();
        try {
            List<String> all = List.copyOf(waiting);
            waiting.clear();
            writing = !all.isEmpty();
            return all;
        } finally {
            lock.unlock();
        }
    }
}
