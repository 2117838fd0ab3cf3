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
import java.util.Objects;

/**
 * A parameter of a crawler. The methods that change something answer another one.
 *
 * @param name     its name
 * @param type     {@code string}, {@code integer} or {@code boolean}
 * @param group    the parameters that it belongs together with, such as {@code url}, or null: what is required is so
 *                 only where its group is used
 * @param regex    what its texts look like, or null
 * @param required whether it must be given
 * @param standard what it is where nothing is given; may be null
 * @param allowed  what it can be; empty for anything
 */
public record CrawlerParam(
        String name, String type, String group, String regex, boolean required, Object standard, List<Object> allowed) {

    /**
     * Checks and copies.
     *
     * @param name     its name
     * @param type     its type
     * @param group    its group, or null
     * @param regex    what its texts look like, or null
     * @param required whether it must be given
     * @param standard what it is where nothing is given
     * @param allowed  what it can be
     */
    public CrawlerParam {
        Objects.requireNonNull(name, "name");
        allowed = List.copyOf(allowed);
    }

    /**
     * A text that can be anything and need not be given.
     *
     * @param  name its name
     * @return      the parameter
     */
    public static CrawlerParam of(String name) {
        return new CrawlerParam(name, "string", null, null, false, null, List.of());
    }

    /**
     * The same of another type.
     *
     * @param  newType {@code string}, {@code integer} or {@code boolean}
     * @return         the parameter
     */
    public CrawlerParam typed(String newType) {
        return new CrawlerParam(name, newType, group, regex, required, standard, allowed);
    }

    /**
     * The same, in a group.
     *
     * @param  newGroup its group
     * @return          the parameter
     */
    public CrawlerParam inGroup(String newGroup) {
        return new CrawlerParam(name, type, newGroup, regex, required, standard, allowed);
    }

    /**
     * The same, its texts all of one look.
     *
     * @param  newRegex what they look like
     * @return          the parameter
     */
    public CrawlerParam matching(String newRegex) {
        return new CrawlerParam(name, type, group, newRegex, required, standard, allowed);
    }

    /**
     * {@return the same, to be given}
     */
    public CrawlerParam needed() {
        return new CrawlerParam(name, type, group, regex, true, standard, allowed);
    }

    /**
     * The same with a default.
     *
     * @param  value the default
     * @return       the parameter
     */
    public CrawlerParam defaultingTo(Object value) {
        return new CrawlerParam(name, type, group, regex, required, value, allowed);
    }

    /**
     * The same, one of these values.
     *
     * @param  values the values
     * @return        the parameter
     */
    public CrawlerParam oneOf(Object... values) {
        return new CrawlerParam(name, type, group, regex, required, standard, List.of(values));
    }
}
