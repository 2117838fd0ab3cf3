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
 * What can be changed of a chain.
 *
 * @param autostart   whether the run that it makes starts at once; else it is paused
 * @param name        the name of the squid that it makes, or null
 * @param concurrency how many tasks that squid does side by side
 */
public record ChainSettings(boolean autostart, String name, int concurrency) {
}
