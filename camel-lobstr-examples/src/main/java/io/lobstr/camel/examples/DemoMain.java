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

import io.lobstr.camel.examples.demo.Demo;
import io.lobstr.camel.examples.demo.Screen;

/**
 * Starts the demo.
 */
public final class DemoMain {

    private DemoMain() {
    }

    /**
     * Runs the demo to its end. The exit code is 0 if every run that was started has arrived everywhere.
     *
     * @param args none; settings are system properties, see {@code demo.properties}
     */
    public static void main(String[] args) {
        // the console is for people here: the log goes to a file
        System.setProperty("log4j2.configurationFile", "log4j2-demo.xml");
        Demo demo = new Demo(System.getenv(), System.getProperties(), Screen.ofThisProcess());
        Runtime.getRuntime().addShutdownHook(new Thread(demo::stop, "demo-stop"));
        int exitCode = demo.run();
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }
}
