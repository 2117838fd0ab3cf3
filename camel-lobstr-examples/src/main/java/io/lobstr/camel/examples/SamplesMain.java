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
package io.lobstr.camel.examples;

import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs samples until it is stopped. {@code application.properties} says what can be set.
 */
public final class SamplesMain {

    private static final Logger LOG = LoggerFactory.getLogger(SamplesMain.class);

    private SamplesMain() {
    }

    /**
     * Runs until the JVM is asked to end. What keeps it from starting is one line, and the exit code 1.
     *
     * @param args what Camel Main takes; settings are environment variables, system properties, and
     *             {@code application.properties}
     */
    public static void main(String[] args) {
        Main camel = Samples.application();
        try {
            camel.run(args);
        } catch (Exception e) {
            LOG.debug("The samples do not start", e);
            System.err.println("The samples do not start: " + rootCause(e).getMessage());
            System.exit(1);
        }
        System.exit(camel.getExitCode());
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
