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
package io.lobstr.camel.internal.watch;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What one thread at a time sees. The memory behind it may be a database or a file: no monitor is held over that.
 */
abstract class Guarded {

    private final ReentrantLock lock = new ReentrantLock();

    final void locked(Runnable action) {
        locked(() -> {
            action.run();
            return null;
        });
    }

    final <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
