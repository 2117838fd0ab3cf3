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

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.lobstr.camel.internal.consume.AccountSquids;
import io.lobstr.camel.internal.consume.WatchedSquids;
import io.lobstr.camel.internal.memory.RunMemory;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.internal.operation.Terms;
import io.lobstr.camel.internal.produce.UriOptions;
import io.lobstr.camel.internal.runtime.BaseUrls;
import io.lobstr.camel.internal.watch.Finishing;
import io.lobstr.camel.internal.watch.Forecast;
import io.lobstr.camel.internal.watch.SquidWatch;
import io.lobstr.camel.internal.watch.StartFrom;
import io.lobstr.camel.internal.watch.WatchMemory;
import io.lobstr.camel.model.Run;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the options of an endpoint say: read by their names, checked, and taken apart.
 */
final class LobstrOptions implements UriOptions {

    /** What the option squid says for every squid, in words. */
    private static final String EVERY_SQUID = "*";
    /** Milliseconds between two looks that the API asks for. */
    private static final long SOONEST_LOOK = 5000;
    private static final long ONE_SECOND = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(LobstrEndpoint.class);

    private final LobstrEndpoint endpoint;
    private final PropertyConfigurerGetter reader;

    LobstrOptions(LobstrEndpoint endpoint) {
        this.endpoint = endpoint;
        this.reader = (PropertyConfigurerGetter) endpoint.getComponent().getEndpointPropertyConfigurer();
    }

    @Override
    public Object get(String option) {
        return reader.getOptionValue(endpoint, option, true);
    }

    /**
     * @throws IllegalArgumentException if one of them cannot be; the message names it
     */
    void validate() {
        if (endpoint.isAsking()) {
            endpoint.getConfiguration().validate();
        }
        LobstrConfiguration.atLeast("awaitTimeout", endpoint.getAwaitTimeout(), 1);
        LobstrConfiguration.atLeast("pollInterval", endpoint.getPollInterval(), 1);
        Double maxCredits = endpoint.getMaxCredits();
        // written so that it refuses what is no number too
        if (maxCredits != null && !(maxCredits > 0 && maxCredits < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "maxCredits=" + maxCredits + " is no number of credits above 0: set one, or leave it out");
        }
        if (endpoint.getOperation().isConsumer()) {
            validateConsumer();
        } else {
            validateParameters(endpoint.getOperation());
        }
        if (endpoint.getOperation().isPolling()) {
            warnOfHaste("delay", endpoint.getDelay());
        } else if (endpoint.getOperation().options().contains("pollInterval")) {
            warnOfHaste("pollInterval", endpoint.getPollInterval());
        }
    }

    /** On this machine, as with a simulator, nobody minds; but whoever tries something there may have meant seconds. */
    private void warnOfHaste(String option, long millis) {
        if (millis < SOONEST_LOOK && !BaseUrls.isHere(URI.create(endpoint.getConfiguration().getBaseUrl()))) {
            LOG.warn("lobstr:{} asks every {} ms ({}), and lobstr.io wants 5 s between two looks: set a duration such as 60s;"
                     + " a number without a unit is milliseconds",
                    endpoint.getOperation(), millis, option);
        } else if (millis < ONE_SECOND) {
            LOG.info("lobstr:{} asks every {} ms ({}): a number without a unit is milliseconds",
                    endpoint.getOperation(), millis, option);
        }
    }

    private void validateParameters(LobstrOperation operation) {
        Terms terms = operation.terms(this::get);
        for (Parameter parameter : operation.parameters()) {
            if (isSet(parameter)) {
                String value = get(parameter.option()).toString().strip();
                parameter.checked(parameter.option(), value);
                if (!terms.needs().parameters().contains(parameter)) {
                    throw new IllegalArgumentException(
                            parameter.option() + "=" + value + " is without effect: " + terms.words() + " has no {"
                                                       + parameter.option() + "} in it");
                }
            } else if (parameter.header() == null && operation.needs().all().contains(parameter)) {
                throw new IllegalArgumentException(
                        operation + " needs " + parameter.one() + ": set the option " + parameter.option());
            }
        }
        List<String> excluding = operation.needs().exclusive().stream().filter(this::isSet).map(Parameter::option).toList();
        if (excluding.size() > 1) {
            throw new IllegalArgumentException(
                    String.join(" and ", excluding) + " exclude each other in lobstr:" + operation + ": set one of them");
        }
    }

    private boolean isSet(Parameter parameter) {
        Object value = get(parameter.option());
        return value != null && !value.toString().isBlank();
    }

    private void validateConsumer() {
        String squid = endpoint.getSquid();
        List<String> squids = squids();
        if (squid != null && squids.isEmpty() && !EVERY_SQUID.equals(squid.strip())) {
            throw new IllegalArgumentException(
                    "squid=" + squid + " names none: leave it out, or say squid=*, to watch every squid");
        }
        squids.forEach(hash -> {
            if (EVERY_SQUID.equals(hash)) {
                throw new IllegalArgumentException("squid=" + squid + " says every squid and names some: say one of it");
            }
            Parameter.SQUID.checked("squid", hash);
        });
        WebhookOptions.validate(endpoint);
        StartFrom.parse(endpoint.getStartFrom());
        statuses();
        LobstrConfiguration.atLeast("finishedTimeout", endpoint.getFinishedTimeout(), 0);
        LobstrConfiguration.atLeast("maxInFlight", endpoint.getMaxInFlight(), 1);
        if (endpoint.getMemoryName() != null && endpoint.getMemoryName().isBlank()) {
            throw new IllegalArgumentException("memoryName is blank: give a name, or leave it out");
        }
        if (endpoint.getDelay() < 1) {
            // Camel reads what is no duration as 0
            throw new IllegalArgumentException(
                    "delay is 0, or no duration: set one such as 60s; a number without a unit is milliseconds");
        }
    }

    /** What a consumer watches, and remembers there. */
    WatchedSquids watches(RunMemory memory) {
        Set<String> statuses = statuses();
        Predicate<Run> wanted = run -> statuses.isEmpty() || statuses.contains(run.getStatus());
        Finishing finishing = new Finishing(endpoint.getFinishedWhen(), Duration.ofMillis(endpoint.getFinishedTimeout()));
        Function<String, SquidWatch> watch = squid -> new SquidWatch(memory.of(squid), wanted, finishing);
        Function<String, SquidWatch> newWatch
                = endpoint.getPollTimes() == PollTimes.predicted ? watch.andThen(Forecast::learning) : watch;
        return squids().isEmpty()
                ? new AccountSquids(memory.of(WatchMemory.ACCOUNT), newWatch) : WatchedSquids.of(squids(), newWatch);
    }

    /** What a consumer remembers without a repository: of which account, under which name, and of which squids. */
    String remembered() {
        return Stream
                .of(endpoint.getConfiguration().getBaseUrl(), endpoint.getConfiguration().getApiKey(), endpoint.getMemoryName(),
                        squids().stream().sorted().distinct().toList())
                .map(String::valueOf).collect(Collectors.joining("\n"));
    }

    /**
     * @return the squids that a consumer watches, none for every squid of the account
     */
    List<String> squids() {
        String squid = endpoint.getSquid();
        if (squid == null || EVERY_SQUID.equals(squid.strip())) {
            return List.of();
        }
        return Arrays.stream(squid.split(",")).map(String::strip).filter(hash -> !hash.isEmpty()).toList();
    }

    /**
     * @return the squids that a consumer watches, in words
     */
    String watched() {
        List<String> squids = squids();
        return switch (squids.size()) {
            case 0 -> "every squid of the account";
            case 1 -> "squid " + squids.get(0);
            default -> squids.size() + " squids (" + String.join(", ", squids) + ")";
        };
    }

    /**
     * @return the statuses that come out, none for all
     */
    Set<String> statuses() {
        String statuses = endpoint.getStatuses();
        Set<String> wanted = new TreeSet<>();
        if (statuses == null || statuses.isBlank()) {
            return wanted;
        }
        for (String status : statuses.split(",")) {
            if (!Run.FINISHED_STATUSES.contains(status.strip())) {
                throw new IllegalArgumentException(
                        "statuses=" + statuses + " names what is no way of finishing: there are "
                                                   + String.join(", ", new TreeSet<>(Run.FINISHED_STATUSES)));
            }
            wanted.add(status.strip());
        }
        return wanted;
    }
}
