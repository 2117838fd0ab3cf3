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

import java.util.List;

/**
 * What an account of some site is like.
 *
 * @param name    its name, such as {@code twitter-sync}
 * @param domain  the site's name
 * @param baseUrl the site's address
 * @param limits  what an account of it may do
 * @param cookies the cookies of a session; none for all that there are
 */
public record AccountType(String name, String domain, String baseUrl, List<Limit> limits, List<Cookie> cookies) {

    /**
     * {@return its id, which follows from its name}
     */
    public String id() {
        return Ids.of("account type:" + name);
    }

    /**
     * How much of something an account may do.
     *
     * @param name     what, such as {@code profiles}
     * @param max      how much at most
     * @param standard how much where nothing is said
     */
    public record Limit(String name, int max, int standard) {
    }

    /**
     * A cookie.
     *
     * @param name     its name
     * @param required whether there is no session without it
     */
    public record Cookie(String name, boolean required) {
    }
}
