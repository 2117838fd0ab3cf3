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

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Whether an operation takes the options that a URI sets. One that only others take would be without effect, and
 * whoever wrote it expects one. Those of Camel are for consumers, or for producers; what neither they nor a row of the
 * table name is taken everywhere.
 */
public final class OptionCheck {

    /** What Camel gives to every consumer that polls; but the exchange pattern is asked of producers too. */
    private static final List<String> POLLING = List.of("backoffErrorThreshold", "backoffIdleThreshold", "backoffMultiplier",
            "delay", "greedy", "initialDelay", "pollStrategy", "repeatCount", "runLoggingLevel", "scheduledExecutorService",
            "scheduler", "schedulerProperties", "sendEmptyMessageWhenIdle", "startScheduler", "timeUnit", "useFixedDelay");
    /** What Camel gives to every consumer. */
    private static final List<String> CONSUMING = List.of("bridgeErrorHandler", "exceptionHandler");
    /** What Camel gives to every producer. */
    private static final List<String> PRODUCING = List.of("lazyStartProducer");
    /** What begins with one of these is a part of an option. */
    private static final Map<String, String> PARTS = Map.of("scheduler.", "schedulerProperties", "query.", "query");

    private OptionCheck() {
    }

    /**
     * @param  operation                of the URI
     * @param  options                  what the URI sets
     * @throws IllegalArgumentException if the operation does not take one of them; the message names it, and who does
     */
    public static void check(LobstrOperation operation, Set<String> options) {
        for (String option : options) {
            if (takes(operation, option)) {
                continue;
            }
            List<LobstrOperation> takers
                    = Arrays.stream(LobstrOperation.values()).filter(other -> takes(other, option)).toList();
            if (!takers.isEmpty()) {
                throw new IllegalArgumentException(
                        "lobstr:" + operation + " does not take " + option + ", an option of "
                                                   + list(takers.stream().map(LobstrOperation::name).toList()));
            }
        }
    }

    /**
     * @param  operation                of the URI
     * @param  options                  what the URI sets
     * @param  uri                      to what it sets them, by their names
     * @throws IllegalArgumentException if one of them has a meaning only with another; the message names both
     */
    public static void checkTogether(LobstrOperation operation, Set<String> options, Function<String, Object> uri) {
        for (String option : options) {
            operation.conditions().forEach((name, other) -> {
                if (plain(name).equals(plain(option)) && !other.value().equals(String.valueOf(uri.apply(other.option())))) {
                    throw new IllegalArgumentException(
                            "lobstr:" + operation + " takes " + option + " only with " + other.option() + "=" + other.value()
                                                       + ": set that, or leave " + option + " out");
                }
            });
        }
    }

    private static boolean takes(LobstrOperation operation, String option) {
        String plain = plain(
                PARTS.entrySet().stream().filter(part -> option.startsWith(part.getKey())).map(Map.Entry::getValue).findFirst()
                        .orElse(option));
        return Stream.of(operation.options(), operation.isPolling() ? POLLING : List.<String> of(),
                operation.isConsumer() ? CONSUMING : PRODUCING).flatMap(List::stream)
                .anyMatch(name -> plain(name).equals(plain));
    }

    /** Camel also takes {@code start-from}. */
    private static String plain(String option) {
        return option.replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static String list(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
