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
package io.lobstr.camel.internal.squid;

import io.lobstr.camel.model.Squid;

/**
 * A squid that was asked for.
 *
 * @param squid as it was answered or listed
 * @param found whether it was found after the answer was lost, so that it may be somebody else's after all
 */
record MadeSquid(Squid squid, boolean found) {

    static MadeSquid answered(Squid squid) {
        return new MadeSquid(squid, false);
    }

    String id() {
        return squid.getId();
    }
}
