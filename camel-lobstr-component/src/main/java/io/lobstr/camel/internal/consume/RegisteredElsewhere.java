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

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Nothing is registered by this application. Who names squids and asks for calls has seen to them; of an account, the
 * calls that come show of which squids.
 */
public final class RegisteredElsewhere implements Registrations {

    private final Set<String> ours;

    /**
     * @param named the hashes of the squids that are watched, none for every squid of the account
     */
    public RegisteredElsewhere(Collection<String> named) {
        this.ours = new HashSet<>(named);
    }

    @Override
    public boolean isOurs(String squid) {
        return ours.contains(squid);
    }

    @Override
    public void heard(String squid) {
        ours.add(squid);
    }

    @Override
    public String toString() {
        return "not registered by this application, since webhookUrl is not set";
    }
}
