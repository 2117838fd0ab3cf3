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

import java.io.PrintStream;

import io.lobstr.camel.examples.engines.EngineInUseException;
import org.apache.camel.PropertyBindingException;
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
     * @param args what Camel Main takes; settings are system properties, environment variables, and
     *             {@code application.properties}
     */
    public static void main(String[] args) {
        System.exit(run(Samples.application(), System.err, args));
    }

    static int run(Main camel, PrintStream err, String... args) {
        try {
            camel.run(args);
            return camel.getExitCode();
        } catch (Exception e) {
            LOG.debug("The samples do not start", e);
            err.println("The samples do not start: " + reason(e));
            return 1;
        }
    }

    /** Of all that was wrapped, the innermost that speaks of settings; what is inside of that speaks of Java. */
    private static String reason(Throwable failure) {
        String reason = failure.getMessage();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PropertyBindingException || cause instanceof EngineInUseException
                    || cause.getClass() == IllegalArgumentException.class) {
                reason = cause.getMessage();
            }
        }
        return reason;
    }
}
