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

import java.nio.file.Path;

import io.lobstr.camel.simulator.LobstrSimulator;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/**
 * One sample in an application of its own, against a simulated lobstr.io.
 */
public final class SampleApplication implements AutoCloseable {

    private final Main camel = Samples.application();

    /**
     * @param sample   what to run
     * @param dsl      java or yaml
     * @param folder   where it writes
     * @param settings names and values in turn
     */
    public SampleApplication(Sample sample, String dsl, LobstrSimulator simulator, Path folder, String... settings) {
        set("samples", sample.toString());
        set("samples.dsl", dsl);
        set("data.folder", folder.toString());
        set("camel.component.lobstr.api-key", simulator.apiKey());
        set("camel.component.lobstr.base-url", simulator.baseUrl());
        set("camel.component.lobstr.requests-per-minute", "0");
        set("finished-runs.delay", "50");
        set("finished-runs.start-from", "earliest");
        for (int i = 0; i < settings.length; i += 2) {
            set(settings[i], settings[i + 1]);
        }
        camel.start();
    }

    private void set(String name, String value) {
        camel.addOverrideProperty(name, value);
    }

    /** @return the application's context */
    public CamelContext context() {
        return camel.getCamelContext();
    }

    @Override
    public void close() {
        camel.stop();
    }
}
