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

import io.lobstr.camel.watch.WatchMemory;
import org.apache.camel.spi.IdempotentRepository;

/**
 * Keeps what a watch remembers of a squid in one of Camel's idempotent repositories.
 */
final class RepositoryMemory implements WatchMemory {

    private final IdempotentRepository repository;
    private final String squid;

    RepositoryMemory(IdempotentRepository repository, String squid) {
        this.repository = repository;
        this.squid = squid;
    }

    @Override
    public boolean isMark(String run) {
        return repository.contains(key("mark", run));
    }

    @Override
    public boolean isSettled(String run) {
        return repository.contains(key("run", run));
    }

    @Override
    public void mark(String run) {
        add(key("mark", run));
    }

    @Override
    public void settle(String run) {
        add(key("run", run));
    }

    private void add(String key) {
        repository.add(key);
        repository.confirm(key);
    }

    private String key(String kind, String run) {
        return "lobstr/" + squid + "/" + kind + "/" + run;
    }
}
