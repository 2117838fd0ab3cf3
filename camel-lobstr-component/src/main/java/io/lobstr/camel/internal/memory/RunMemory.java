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

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

import io.lobstr.camel.internal.watch.WatchMemory;
import io.lobstr.camel.internal.watch.WatchMemory.Fact;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;

/**
 * Keeps what watches remember where the user wants it, under keys such as {@code lobstr/SQUID/mark/RUN}.
 */
public abstract class RunMemory {

    static final String PREFIX = "lobstr/";

    public static RunMemory in(IdempotentRepository repository) {
        return repository instanceof FileIdempotentRepository file
                ? FileRunMemory.in(file) : new RepositoryRunMemory(repository);
    }

    /** What is remembered of one squid. */
    public final WatchMemory of(String squid) {
        Map<Fact, String> prefixes = new EnumMap<>(Fact.class);
        for (Fact fact : Fact.values()) {
            prefixes.put(fact, PREFIX + squid + "/" + fact.name().toLowerCase(Locale.ROOT));
        }
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
                return run.isEmpty() ? prefixes.get(fact) : prefixes.get(fact) + "/" + run;
            }
        };
    }

    abstract boolean contains(String key);

    abstract void add(String key);

    /** A key that stays does no harm: nothing is thrown. */
    abstract void remove(String key);

    /** Says where in the log. */
    @Override
    public abstract String toString();
}
