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
package io.lobstr.camel.internal.operation;

/**
 * What an endpoint asks: a row of the table of operations, or what its URI says where the row leaves that open.
 *
 * @param call  what is asked of the API
 * @param needs what has to be named, and may be
 * @param line  on whose behalf it is asked
 * @param words what a message says of it besides the operation's name, null where that says all
 */
public record Terms(Call call, Needs needs, Line line, String words) {
}
