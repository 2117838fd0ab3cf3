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
 * How the verification of the e-mail addresses that a run has collected stands.
 *
 * @param status   {@code pending}, {@code running} or {@code done}
 * @param progress how much of it is done, from 0 to 1
 */
public record Verification(String status, double progress) {

    /**
     * {@return whether it is over}
     */
    public boolean isDone() {
        return "done".equals(status);
    }
}
