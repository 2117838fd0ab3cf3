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
package io.lobstr.camel.internal.consume;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Says what is wrong with rows of lists: each once, so that one that stays floods no log. For one thread.
 */
final class Flaws {

    private static final int MOST = 1000;

    private final Set<String> said = new HashSet<>();

    void say(String list, List<String> flaws) {
        for (String flaw : flaws) {
            if (said.size() < MOST && said.add(list + flaw)) {
                ConsumerLog.LOG.warn("{}: {}. This is said once.", list, flaw);
            }
        }
    }
}
