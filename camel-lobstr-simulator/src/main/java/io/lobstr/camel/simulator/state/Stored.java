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
 * What requests have stored in a squid since it was made; on that depends whether it is ready.
 */
public enum Stored {
    /** Nothing: it was made, and no more. */
    NOTHING,
    /** Something, be it an empty set of parameters. */
    SOMETHING,
    /** Parameters, or its name. */
    PARAMS_OR_NAME
}
