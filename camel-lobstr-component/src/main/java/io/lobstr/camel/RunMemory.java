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

import java.util.Locale;

import io.lobstr.camel.watch.WatchMemory;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what watches remember in one of Camel's idempotent repositories, under keys such as
 * {@code lobstr/SQUID/mark/RUN}.
 */
class RunMemory {

    private static final Logger LOG = LoggerFactory.getLogger(RunMemory.class);

    private final IdempotentRepository repository;

    RunMemory(IdempotentRepository repository) {
        this.repository = repository;
    }

    static RunMemory in(IdempotentRepository repository) {
        return repository instanceof FileIdempotentRepository file ? new FileRunMemory(file) : new RunMemory(repository);
    }

    /** What is remembered of one squid. */
    WatchMemory of(String squid) {
        return new WatchMemory() {
            @Override
            public boolean contains(Fact fact, String run) {
                return RunMemory.this.contains(key(fact, run));
            }

            @Override
            public void add(Fact fact, String run) {
                RunMemory.this.add(key(fact, run));
            }

            @Override
            public void remove(Fact fact, String run) {
                RunMemory.this.remove(key(fact, run));
            }

            private String key(Fact fact, String run) {
                return "lobstr/" + squid + "/" + fact.name().toLowerCase(Locale.ROOT) + (run.isEmpty() ? "" : "/" + run);
            }
        };
    }

    boolean contains(String key) {
        return repository.contains(key);
    }

    void add(String key) {
        repository.add(key);
        repository.confirm(key);
    }

    void remove(String key) {
        try {
            repository.remove(key);
        } catch (RuntimeException e) {
            LOG.debug("{} stays in the repository, where it does no harm", key, e);
        }
    }
}
