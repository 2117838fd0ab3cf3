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

import java.nio.file.Path;

/**
 * Another process that adds and removes keys, of which the last three stay.
 */
public final class KeyFileMain {

    static final int COUNT = 500;
    static final int KEPT = 3;

    private KeyFileMain() {
    }

    /**
     * @param  args      the file, and how the keys begin
     * @throws Exception if one cannot be written
     */
    public static void main(String[] args) throws Exception {
        KeyFile keys = new KeyFile(Path.of(args[0]), "lobstr/", 0);
        keys.read();
        for (int i = 0; i < COUNT; i++) {
            churn(keys, args[1], i);
        }
    }

    static void churn(KeyFile keys, String prefix, int i) throws Exception {
        keys.add(prefix + i);
        if (i >= KEPT) {
            keys.remove(prefix + (i - KEPT));
        }
    }
}
