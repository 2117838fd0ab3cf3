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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;

/**
 * All of a context that can be told where to look.
 */
public final class HintListeners {

    private static final ReentrantLock PLUGIN = new ReentrantLock();

    /** Hears that something happened to a squid. */
    @FunctionalInterface
    public interface Listener {

        /**
         * @param  squid its hash
         * @param  run   the run that is over, null where nobody says that one is
         * @return       whether that leads to a look
         */
        boolean add(String squid, String run);
    }

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    private HintListeners() {
    }

    /**
     * @param  context the application
     * @return         those of it
     */
    public static HintListeners of(CamelContext context) {
        ExtendedCamelContext extended = context.getCamelContextExtension();
        PLUGIN.lock();
        try {
            if (!extended.isContextPluginInUse(HintListeners.class)) {
                extended.addContextPlugin(HintListeners.class, new HintListeners());
            }
            return extended.getContextPlugin(HintListeners.class);
        } finally {
            PLUGIN.unlock();
        }
    }

    /**
     * @param listener hears from now on
     */
    public void add(Listener listener) {
        listeners.add(listener);
    }

    /**
     * @param listener hears no more
     */
    public void remove(Listener listener) {
        listeners.remove(listener);
    }

    /**
     * @param squid its hash
     * @param run   the run that is over, null where nobody says that one is
     */
    public void tell(String squid, String run) {
        listeners.forEach(listener -> listener.add(squid, run));
    }
}
