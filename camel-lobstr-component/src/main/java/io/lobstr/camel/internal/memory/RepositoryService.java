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
package io.lobstr.camel.internal.memory;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.StatefulService;
import org.apache.camel.spi.IdempotentRepository;

/**
 * Starts the repository that a user gave. Whoever starts it sees to it that it is stopped: here that is the context,
 * since others may use it too, and exchanges are settled after their route has stopped.
 */
public final class RepositoryService {

    private RepositoryService() {
    }

    /**
     * @param  repository what the user gave
     * @param  context    the one whose routes use it
     * @throws Exception  if it does not start
     */
    public static void start(IdempotentRepository repository, CamelContext context) throws Exception {
        CamelContextAware.trySetCamelContext(repository, context);
        boolean started = repository instanceof StatefulService service && service.isStarted();
        if (!started && !context.hasService(repository)) {
            context.addService(repository, true, true);
        }
    }
}
