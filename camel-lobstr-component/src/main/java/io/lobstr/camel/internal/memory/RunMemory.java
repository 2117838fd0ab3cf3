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

import io.lobstr.camel.internal.watch.WatchMemory;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;

/**
 * Keeps what watches remember where the user wants it, under keys such as {@code lobstr/SQUID/mark/RUN}, or
 * {@code lobstr/NAME:SQUID/mark/RUN} where it has a name. Two are equal if they are of one store and one name: what one
 * of them remembers, the other knows.
 */
public abstract class RunMemory {

    static final String PREFIX = "lobstr/";

    private final Object store;
    private final String name;

    /**
     * @param store where the keys are
     * @param name  keeps them apart from those of others in the same store; empty for none
     */
    RunMemory(Object store, String name) {
        this.store = store;
        this.name = name;
    }

    /**
     * @param repository what the user gave
     * @param name       keeps what is remembered apart from what others remember there; null for none
     */
    public static RunMemory in(IdempotentRepository repository, String name) {
        String ours = name == null ? "" : name;
        return repository instanceof FileIdempotentRepository file
                ? FileRunMemory.in(file, ours) : new RepositoryRunMemory(repository, ours);
    }

    /** What is remembered of one squid. */
    public final WatchMemory of(String squid) {
        return new SquidMemory(this, (name.isEmpty() ? "" : KeyText.of(name) + ":") + KeyText.of(squid) + "/");
    }

    abstract boolean contains(String key);

    abstract void add(String key);

    /** A key that stays does no harm: nothing is thrown. */
    abstract void remove(String key);

    @Override
    public final boolean equals(Object other) {
        return other instanceof RunMemory memory && memory.store == store && memory.name.equals(name);
    }

    @Override
    public final int hashCode() {
        return 31 * System.identityHashCode(store) + name.hashCode();
    }

    /** Says where in the log. */
    @Override
    public final String toString() {
        return where() + (name.isEmpty() ? "" : " under the name " + name);
    }

    abstract String where();
}
