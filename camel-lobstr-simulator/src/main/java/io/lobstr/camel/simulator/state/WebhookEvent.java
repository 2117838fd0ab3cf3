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

/**
 * What webhooks are told of runs. There is none for aborted ones.
 */
public enum WebhookEvent {
    /** A run started to collect, or was resumed. */
    RUNNING,
    /** A run was paused. */
    PAUSED,
    /** A run is done. */
    DONE,
    /** A run ended in error. */
    ERROR;

    /**
     * {@return the word of the API, such as {@code run.done}}
     */
    public String word() {
        return "run." + RunStatus.valueOf(name()).word();
    }
}
