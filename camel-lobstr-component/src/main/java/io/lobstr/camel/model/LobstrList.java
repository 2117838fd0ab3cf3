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
package io.lobstr.camel.model;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * An immutable list of the API's objects, in the order in which they were answered. A type of its own, so that an empty
 * one still converts to JSON.
 *
 * @param <T> what is listed
 */
public final class LobstrList<T> extends AbstractList<T> implements RandomAccess {

    private final List<T> items;

    /**
     * @param items what is listed; copied
     */
    public LobstrList(List<? extends T> items) {
        this.items = List.copyOf(items);
    }

    @Override
    public T get(int index) {
        return items.get(index);
    }

    @Override
    public int size() {
        return items.size();
    }

    /**
     * @return a JSON array, on one line
     */
    public String toJson() {
        return JsonText.of(this);
    }

    /**
     * @return a JSON array, on one line, as it can stand in a log: what may hold a secret is hidden
     */
    @Override
    public String toString() {
        return JsonText.of(LobstrObject.shown(this));
    }
}
