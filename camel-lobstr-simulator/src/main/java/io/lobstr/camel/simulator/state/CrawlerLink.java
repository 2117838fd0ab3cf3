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

import java.util.Map;

/**
 * Another crawler for which the rows of one can be tasks.
 *
 * @param title    what it is good for
 * @param target   the name of the other crawler
 * @param fieldMap the fields of rows, and the parameters of tasks that they become
 */
public record CrawlerLink(String title, String target, Map<String, String> fieldMap) {
}
