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

import java.util.function.LongSupplier;

/**
 * Lets a component go by another time than this machine's.
 */
public final class BenchmarkTime {

    private BenchmarkTime() {
    }

    /**
     * @param component whose consumers are to go by it
     * @param nanoTime  the time
     */
    public static void use(LobstrComponent component, LongSupplier nanoTime) {
        component.useNanoTime(nanoTime);
    }
}
