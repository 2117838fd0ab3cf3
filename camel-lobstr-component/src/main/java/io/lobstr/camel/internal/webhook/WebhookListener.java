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
package io.lobstr.camel.internal.webhook;

import io.lobstr.camel.model.RunEvent;

/**
 * Who hears of the calls of webhooks. Asked and told on the threads of the HTTP server: it is to be quick, and to throw
 * nothing.
 */
public interface WebhookListener {

    /**
     * @param  squid the squid in the address that was called
     * @param  token the token in it
     * @return       whether the address is one of its own
     */
    boolean knows(String squid, String token);

    /**
     * @return false while it takes nothing, since it is suspended or stopped
     */
    boolean isOpen();

    /**
     * Something happened to a run, as a caller that is known says. It was answered by then.
     *
     * @param squid the squid whose address was called
     * @param event what happened; its squid is that of the address
     */
    void called(String squid, RunEvent event);
}
