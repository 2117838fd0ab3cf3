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
package io.lobstr.camel.simulator.api;

/**
 * Calls an address as a test.
 */
@FunctionalInterface
public interface WebhookTester {

    /**
     * Calls it, and waits for the answer.
     *
     * @param  url  the address
     * @param  body what to post
     * @return      the HTTP status; 0 where no answer came in time
     */
    int call(String url, String body);
}
