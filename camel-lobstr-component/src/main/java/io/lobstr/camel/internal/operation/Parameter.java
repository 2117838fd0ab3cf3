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
 * What a request of the API can name.
 */
public enum Parameter {

    /** The hash of a squid. */
    SQUID("squid", true),
    /** The hash of a run. */
    RUN("run", true),
    /** The hash of a task. */
    TASK("task", true),
    /** The number of a page, from 1. */
    PAGE("page", false),
    /** The size of a page, 1 to 100. */
    LIMIT("limit", false),
    /** The format of an exported file. */
    FILE_FORMAT("file_format", false);

    private final String name;
    private final boolean id;

    Parameter(String name, boolean id) {
        this.name = name;
        this.id = id;
    }

    /** Whether it says what is meant, and so belongs into a message. */
    boolean isId() {
        return id;
    }

    /**
     * @return the name in the API, which is the option's name too
     */
    @Override
    public String toString() {
        return name;
    }
}
