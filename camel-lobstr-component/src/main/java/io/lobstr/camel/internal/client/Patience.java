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
package io.lobstr.camel.internal.client;

import java.time.Duration;

/**
 * How somebody waits for what the API makes.
 *
 * @param timeout  how long at most
 * @param interval the time between two questions whether it is there
 * @param pause    how to wait
 * @param group    what the wait is known by where it is to be stopped; may be null
 */
public record Patience(Duration timeout, Duration interval, Pause pause, String group) {
}
