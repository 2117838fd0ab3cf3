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
package io.lobstr.camel.examples.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.lobstr.camel.examples.Sample;

/**
 * What the demo is set to. The samples read their settings through Camel. Nothing here logs: the log is in a folder
 * that is not known before.
 *
 * @param folder      where everything is written
 * @param runs        how many runs the schedule starts
 * @param keepRunning whether to stay up until Ctrl-C, and to start runs until then where nobody has said how many
 * @param look        what to show of earlier demos, instead of a new one; empty for a new one
 * @param patience    how long to wait while nothing happens
 * @param squids      the squids of a real account, none for a simulated one
 * @param port        where the page of runs is wanted, 0 where the samples do not have it
 */
record DemoSettings(Path folder, int runs, boolean keepRunning, String look, Duration patience, List<String> squids, int port) {

    static final String API_KEY = "LOBSTR_API_KEY";
    static final String SQUID = "LOBSTR_SQUID";

    private static final int ENDLESS = Integer.MAX_VALUE;
    private static final int MOST_PORT = 65_535;

    private static final String PREFIX = "demo.";
    private static final Pattern SQUIDS = Pattern.compile("[A-Za-z0-9_-]+(\\s*,\\s*[A-Za-z0-9_-]+)*");

    /**
     * @param  environment   the environment variables
     * @param  given         what was given on the command line; it wins over the files
     * @return               the settings
     * @throws DemoException if they cannot be
     */
    static DemoSettings read(Map<String, String> environment, Properties given) {
        boolean key = isSet(environment, API_KEY);
        boolean squid = isSet(environment, SQUID);
        if (key != squid) {
            throw new DemoException(
                    "%s is set, but %s is not: set both to use your lobstr.io account, or neither to simulate one."
                            .formatted(key ? API_KEY : SQUID, key ? SQUID : API_KEY));
        }
        Properties properties = load("demo.properties");
        refuseUnknown(given, properties);
        if (!key) {
            properties.putAll(load("simulated.properties"));
        }
        properties.putAll(given);
        int runs = count(properties, "demo.runs");
        boolean keepRunning = Boolean.parseBoolean(word(properties, "demo.keepRunning", "true|false"));
        return new DemoSettings(
                Path.of(properties.getProperty("demo.folder")).toAbsolutePath().normalize(),
                keepRunning && !given.containsKey("demo.runs") ? ENDLESS : runs, keepRunning,
                word(properties, "demo.look", "|queue|topic|tables"), time(properties, "demo.patience"),
                key ? squids(environment.get(SQUID)) : List.of(),
                properties.getProperty("samples").contains(Sample.RUNS_PAGE.toString()) ? port(properties, "demo.port") : 0);
    }

    boolean simulated() {
        return squids.isEmpty();
    }

    boolean endless() {
        return runs == ENDLESS;
    }

    /** The files of settings, those that win first. */
    String locations() {
        return (simulated() ? "classpath:simulated.properties," : "")
               + "classpath:demo.properties,classpath:application.properties";
    }

    private static void refuseUnknown(Properties given, Properties known) {
        for (String name : given.stringPropertyNames()) {
            if (name.startsWith(PREFIX) && !known.containsKey(name)) {
                throw new DemoException(
                        name + "=" + given.getProperty(name) + " is no setting of the demo: there are "
                                        + new TreeSet<>(known.stringPropertyNames()).stream()
                                                .filter(setting -> setting.startsWith(PREFIX))
                                                .collect(Collectors.joining(", "))
                                        + ".");
            }
        }
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isBlank();
    }

    private static List<String> squids(String text) {
        if (!SQUIDS.matcher(text.strip()).matches()) {
            throw new DemoException(
                    SQUID + " is not the id of a squid, or several with commas: letters, digits, - and _ are what an id has.");
        }
        return Arrays.stream(text.split(",")).map(String::strip).distinct().toList();
    }

    private static int count(Properties properties, String name) {
        String value = properties.getProperty(name).strip();
        if (!value.matches("[1-9][0-9]{0,3}")) {
            throw new DemoException(name + "=" + value + " is no number from 1 to 9999.");
        }
        return Integer.parseInt(value);
    }

    private static int port(Properties properties, String name) {
        String value = properties.getProperty(name).strip();
        if (!value.matches("[1-9][0-9]{0,4}") || Integer.parseInt(value) > MOST_PORT) {
            throw new DemoException(name + "=" + value + " is no number from 1 to " + MOST_PORT + ".");
        }
        return Integer.parseInt(value);
    }

    private static String word(Properties properties, String name, String words) {
        String value = properties.getProperty(name).strip();
        if (!value.matches(words)) {
            throw new DemoException(
                    name + "=" + value + " is none of " + words.replaceFirst("^\\|", "").replace("|", ", ") + ".");
        }
        return value;
    }

    private static Duration time(Properties properties, String name) {
        String value = properties.getProperty(name).strip();
        if (!value.matches("[0-9]{1,4}[smh]")) {
            throw new DemoException(name + "=" + value + " is no time such as 30s, 5m or 2h.");
        }
        return Duration.parse("PT" + value.toUpperCase(Locale.ROOT));
    }

    static Properties load(String resource) {
        Properties properties = new Properties();
        try (InputStream in = DemoSettings.class.getResourceAsStream("/" + resource)) {
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
