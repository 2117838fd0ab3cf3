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
package io.lobstr.camel.examples.engines;

import java.nio.file.Path;

/**
 * Another process uses the folder of an engine that is to start.
 */
public class EngineInUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Its id. */
    private final String process;

    EngineInUseException(Path folder, EngineHolder holder) {
        super("process " + holder.process() + " uses data.folder=" + folder
              + " already: end that one, or give this one a folder of its own");
        this.process = holder.process();
    }

    /**
     * @return the id of the process that uses it
     */
    public String process() {
        return process;
    }
}
