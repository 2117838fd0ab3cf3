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
package io.lobstr.camel.simulator;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

import io.lobstr.camel.simulator.api.Quirk;
import io.lobstr.camel.simulator.state.Ids;
import io.lobstr.camel.simulator.state.SimulatedSquid;

/**
 * Runs a simulator until it is interrupted.
 */
public final class LobstrSimulatorMain {

    private static final String USAGE = """
            Runs a local lobstr.io API.

              --port N        the port (or LOBSTR_SIMULATOR_PORT; default: any that is free)
              --api-key KEY   the API key it accepts (or LOBSTR_API_KEY; default: simulator-key)
              --quirk NAME    where the API could behave in several ways, another than by default; several with commas
                              (or LOBSTR_SIMULATOR_QUIRKS). One of
                              %s
            """.formatted(Arrays.stream(Quirk.values()).map(Quirk::name).collect(Collectors.joining(", ")));

    private LobstrSimulatorMain() {
    }

    /**
     * Starts it.
     *
     * @param  args                 see {@code --help}
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        quietenLogging();
        CountDownLatch interrupted = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(interrupted::countDown));
        if (!run(args, System.getenv(), System.out, System.err, interrupted)) {
            System.exit(1);
        }
    }

    /** Runs until it is interrupted, and tells whether it could. */
    static boolean run(
            String[] args, Map<String, String> environment, PrintStream out, PrintStream err,
            CountDownLatch interrupted)
            throws InterruptedException {
        LobstrSimulatorBuilder builder;
        try {
            builder = settings(args, environment);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.print(USAGE);
            return false;
        }
        if (builder == null) {
            out.print(USAGE);
            return true;
        }
        try (LobstrSimulator simulator = builder.page(true).build()) {
            simulator.start();
            print(simulator, out);
            interrupted.await();
            return true;
        } catch (IllegalStateException e) {
            err.println(e.getMessage());
            return false;
        }
    }

    /** Null if only the usage is asked for. */
    static LobstrSimulatorBuilder settings(String[] args, Map<String, String> environment) {
        LobstrSimulatorBuilder builder = LobstrSimulator.builder();
        String port = environment.getOrDefault("LOBSTR_SIMULATOR_PORT", "0");
        String key = environment.getOrDefault("LOBSTR_API_KEY", LobstrSimulatorBuilder.DEFAULT_KEY);
        String quirks = environment.getOrDefault("LOBSTR_SIMULATOR_QUIRKS", "");
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--help" -> {
                    return null;
                }
                case "--port" -> port = value(args, ++i);
                case "--api-key" -> key = value(args, ++i);
                case "--quirk" -> quirks += "," + value(args, ++i);
                default -> throw new IllegalArgumentException("Unknown option: " + args[i]);
            }
        }
        for (Quirk quirk : quirks(quirks)) {
            builder.behaviour(behaviour -> behaviour.enable(quirk));
        }
        try {
            return builder.port(Integer.parseInt(port)).apiKey(key);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Not a port: " + port, e);
        }
    }

    static void print(LobstrSimulator simulator, PrintStream out) {
        SimulatedSquid places = simulator.addSquid("Restaurants in Paris",
                squid -> squid.id(Ids.of("places")).runningBetween(Duration.ofSeconds(10), Duration.ofSeconds(20)).results(120)
                        .tasks(3));
        SimulatedSquid profiles = simulator.addSquid("Profiles of engineers",
                squid -> squid.id(Ids.of("profiles")).crawler("LinkedIn Profile Scraper").runningFor(Duration.ofSeconds(8))
                        .failing("cookies_expired"));
        out.printf("""
                A simulated lobstr.io is listening. Stop it with Ctrl-C.

                  page      %7$s
                  base URL  %1$s
                  API key   %2$s
                  squids    %3$s  %4$s
                            %5$s  %6$s

                In the properties of an application:

                  camel.component.lobstr.base-url=%1$s
                  camel.component.lobstr.api-key=%2$s
                  lobstr.squid=%3$s

                Start a run, and watch it:

                  curl -H 'Authorization: Token %2$s' -H 'Content-Type: application/json' -d '{"squid": "%3$s"}' %1$s/runs
                  curl -H 'Authorization: Token %2$s' '%1$s/runs?squid=%3$s'

                """, simulator.baseUrl(), simulator.apiKey(), places.id(), places.name(), profiles.id(), profiles.name(),
                simulator.baseUrl().replace("/v1", "/"));
    }

    private static List<Quirk> quirks(String names) {
        try {
            return Arrays.stream(names.split(",")).filter(name -> !name.isBlank())
                    .map(name -> Quirk.valueOf(name.strip().toUpperCase(Locale.ROOT))).toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Not a quirk, or not all: " + names, e);
        }
    }

    private static String value(String[] args, int index) {
        if (index == args.length) {
            throw new IllegalArgumentException("Value missing after " + args[index - 1]);
        }
        return args[index];
    }

    /** Without a logging backend SLF4J would say so on every start; here nobody asked for logs. */
    private static void quietenLogging() {
        if (System.getProperty("slf4j.internal.verbosity") == null) {
            System.setProperty("slf4j.internal.verbosity", "ERROR");
        }
    }
}
