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
package io.lobstr.camel.simulator.state;

import java.time.Instant;

/**
 * What a webhook is told.
 *
 * @param event     such as {@code run.done}
 * @param run       the id of the run
 * @param squid     the id of its squid
 * @param squidName the name of its squid
 * @param timestamp when it happened
 */
public record WebhookMessage(String event, String run, String squid, String squidName, Instant timestamp) {
}
