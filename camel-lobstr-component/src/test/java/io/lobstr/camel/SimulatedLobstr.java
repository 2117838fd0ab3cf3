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
package io.lobstr.camel;

import java.time.Duration;

import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.SquidSetup;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstancePreDestroyCallback;

/**
 * A simulator with an account of one squid: for each test where the field is an instance's, for all of a class where it
 * is static.
 */
public final class SimulatedLobstr implements BeforeAllCallback, TestInstancePreDestroyCallback, AfterAllCallback {

    public static final String KEY = "k3y-of-the-account";

    private final LobstrSimulator simulator = LobstrSimulator.builder().apiKey(KEY).seed(42).build().start();
    private SimulatedSquid squid;
    private boolean shared;

    public LobstrSimulator simulator() {
        return simulator;
    }

    /** @return one whose runs end when they are told; added where somebody asks for it */
    public SimulatedSquid squid() {
        if (squid == null) {
            squid = simulator.addSquid("Google Maps", SimulatedLobstr::untilTold);
        }
        return squid;
    }

    /** Runs that start at once and end when they are told, with nothing between their end and their file. */
    public static void untilTold(SquidSetup setup) {
        setup.runningUntilTold().pendingFor(Duration.ZERO).uploadingFor(Duration.ZERO);
    }

    /** Adds a component that talks to the simulator, and waits for nothing. */
    public LobstrComponent addTo(CamelContext context) {
        return addTo(context, simulator.baseUrl(), KEY);
    }

    static LobstrComponent addTo(CamelContext context, String baseUrl, String apiKey) {
        LobstrComponent lobstr = new LobstrComponent();
        lobstr.getConfiguration().setApiKey(apiKey);
        lobstr.getConfiguration().setBaseUrl(baseUrl);
        lobstr.getConfiguration().setRetryDelay(1);
        lobstr.setRequestsPerMinute(0);
        context.addComponent("lobstr", lobstr);
        return lobstr;
    }

    @Override
    public void beforeAll(ExtensionContext test) {
        shared = true;
    }

    /** After the context was stopped, which would else wait for polls that find nobody. */
    @Override
    public void preDestroyTestInstance(ExtensionContext test) {
        if (!shared) {
            simulator.close();
        }
    }

    @Override
    public void afterAll(ExtensionContext test) {
        simulator.close();
    }
}
