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
package io.lobstr.camel.simulator.traffic;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What is called around each answer, on the thread that answers.
 */
public final class Hooks {

    private final List<Consumer<ReceivedRequest>> before = new CopyOnWriteArrayList<>();
    private final List<Consumer<ReceivedRequest>> after = new CopyOnWriteArrayList<>();

    /**
     * No hooks.
     */
    public Hooks() {
        // nothing to do
    }

    /**
     * Adds a callback.
     *
     * @param callback called before the state is read
     */
    public void addBefore(Consumer<ReceivedRequest> callback) {
        before.add(callback);
    }

    /**
     * Adds a callback.
     *
     * @param callback called after the answer is made, before it is sent
     */
    public void addAfter(Consumer<ReceivedRequest> callback) {
        after.add(callback);
    }

    /**
     * Removes all.
     */
    public void clear() {
        before.clear();
        after.clear();
    }

    /**
     * Calls those of before.
     *
     * @param request the request
     */
    public void before(ReceivedRequest request) {
        before.forEach(callback -> callback.accept(request));
    }

    /**
     * Calls those of after.
     *
     * @param request the request
     */
    public void after(ReceivedRequest request) {
        after.forEach(callback -> callback.accept(request));
    }
}
