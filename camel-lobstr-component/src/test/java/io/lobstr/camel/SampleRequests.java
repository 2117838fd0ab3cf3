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

import java.util.Map;

import io.lobstr.camel.internal.operation.LobstrOperation;

/**
 * What each operation needs besides its ids, so that it asks the API something.
 */
final class SampleRequests {

    private SampleRequests() {
    }

    /** For the end of an URI. */
    static String options(LobstrOperation operation) {
        return switch (operation) {
            case testDelivery -> "&delivery=email";
            case callApi -> "&method=POST&path=/squids/{squid}/empty";
            default -> "";
        };
    }

    /**
     * @param crawler the hash of one
     */
    static Object body(LobstrOperation operation, String crawler) {
        return switch (operation) {
            case uploadTasks -> "url\nhttps://example.com\n";
            case syncAccount -> Map.of("type", "twitter-sync", "cookies", Map.of("auth_token", "a", "ct0", "b"));
            case emptySquid, callApi -> Map.of("type", "url");
            case createSquid, updateSquid -> Map.of("concurrency", 1);
            case createChain -> Map.of("target_module_id", crawler, "field_map", Map.of("url", "url"));
            case updateChain -> Map.of("autostart", false);
            case updateAccount -> Map.of("type", "twitter-sync", "params", Map.of("batch", 10));
            case configureDelivery, testDelivery -> Map.of("email", "ada@example.com", "notifications", true);
            default -> Map.of("url", "https://example.com");
        };
    }
}
