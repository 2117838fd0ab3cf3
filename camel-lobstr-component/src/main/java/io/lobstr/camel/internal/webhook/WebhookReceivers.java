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
package io.lobstr.camel.internal.webhook;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Where the calls of webhooks come in on the HTTP server of the application: each path once, whoever listens to it.
 */
public final class WebhookReceivers {

    /** What is open on one path. */
    private record Opened(WebhookReceiver receiver, Consumer server) {
    }

    private static final ReentrantLock PLUGIN = new ReentrantLock();

    private final CamelContext context;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Opened> paths = new HashMap<>();
    private final Map<WebhookResult, LongAdder> counts = new EnumMap<>(WebhookResult.class);

    private WebhookReceivers(CamelContext context) {
        this.context = context;
        for (WebhookResult result : WebhookResult.values()) {
            counts.put(result, new LongAdder());
        }
    }

    /**
     * @param  context the application
     * @return         those of its HTTP server
     */
    public static WebhookReceivers of(CamelContext context) {
        ExtendedCamelContext extended = context.getCamelContextExtension();
        PLUGIN.lock();
        try {
            if (!extended.isContextPluginInUse(WebhookReceivers.class)) {
                extended.addContextPlugin(WebhookReceivers.class, new WebhookReceivers(context));
            }
            return extended.getContextPlugin(WebhookReceivers.class);
        } finally {
            PLUGIN.unlock();
        }
    }

    /**
     * @param  path                     where calls come in
     * @param  listener                 hears of those that are its own
     * @throws IllegalArgumentException if the application has no HTTP server; the message says what to add
     */
    public void open(String path, WebhookListener listener) {
        lock.lock();
        try {
            Opened opened = paths.get(path);
            if (opened == null) {
                WebhookReceiver receiver = new WebhookReceiver(counts);
                opened = new Opened(receiver, HttpServer.listen(context, path, receiver));
                paths.put(path, opened);
            }
            opened.receiver().listeners().add(listener);
        } finally {
            lock.unlock();
        }
    }

    /**
     * @param path     where calls come in
     * @param listener hears of no more; the path is closed after its last listener
     */
    public void close(String path, WebhookListener listener) {
        lock.lock();
        try {
            Opened opened = paths.get(path);
            if (opened != null && opened.receiver().listeners().remove(listener)
                    && opened.receiver().listeners().isEmpty()) {
                paths.remove(path);
                ServiceHelper.stopAndShutdownServices(opened.server());
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * @param  result what became of them
     * @return        how many calls
     */
    public long count(WebhookResult result) {
        return counts.get(result).sum();
    }
}
