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
package io.lobstr.camel.simulator.state;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of tasks that were sent.
 */
public final class Uploads {

    private final Account account;
    private final Map<String, Upload> byId = new LinkedHashMap<>();
    private Duration length = Duration.ofSeconds(4);

    Uploads(Account account) {
        this.account = account;
    }

    /**
     * Says how long it takes until the tasks of a file are there.
     *
     * @param newLength how long; 4 seconds by default
     */
    public void taking(Duration newLength) {
        synchronized (account) {
            length = newLength;
        }
    }

    /**
     * Begins one.
     *
     * @param  squid   the squid that the tasks are for
     * @param  valid   the parameters of the tasks
     * @param  invalid how many rows of the file are no tasks
     * @param  failing whether nothing comes of it
     * @return         the upload
     */
    public Upload add(SimulatedSquid squid, List<Map<String, Object>> valid, int invalid, boolean failing) {
        synchronized (account) {
            Upload upload = new Upload(account.ids().next(), squid, valid, invalid, failing, account.now(), length);
            byId.put(upload.id(), upload);
            return upload;
        }
    }

    /**
     * Finds one.
     *
     * @param  id its id
     * @return    the upload, if there is one
     */
    public Optional<Upload> find(String id) {
        synchronized (account) {
            return Optional.ofNullable(byId.get(id));
        }
    }

    void catchUp() {
        byId.values().forEach(upload -> upload.catchUp(account.now()));
    }
}
