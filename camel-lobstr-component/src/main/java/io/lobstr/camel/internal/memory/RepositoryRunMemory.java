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

import org.apache.camel.spi.IdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the keys in one of Camel's idempotent repositories.
 */
final class RepositoryRunMemory extends RunMemory {

    private static final Logger LOG = LoggerFactory.getLogger(RepositoryRunMemory.class);

    private final IdempotentRepository repository;

    RepositoryRunMemory(IdempotentRepository repository, String name) {
        super(repository, name);
        this.repository = repository;
    }

    @Override
    boolean contains(String key) {
        return repository.contains(key);
    }

    @Override
    void add(String key) {
        repository.add(key);
        repository.confirm(key);
    }

    @Override
    void remove(String key) {
        try {
            repository.remove(key);
        } catch (RuntimeException e) {
            LOG.debug("{} stays in the repository, where it does no harm", key, e);
        }
    }

    @Override
    String where() {
        return repository.getClass().getSimpleName();
    }
}
