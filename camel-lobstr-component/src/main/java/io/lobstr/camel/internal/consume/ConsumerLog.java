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

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rooms of the consumer, and what belongs to it, log as one, under the name that users know.
 */
public final class ConsumerLog {

    static final String NAME = "io.lobstr.camel.LobstrConsumer";
    public static final Logger LOG = LoggerFactory.getLogger(NAME);

    private ConsumerLog() {
    }
}
