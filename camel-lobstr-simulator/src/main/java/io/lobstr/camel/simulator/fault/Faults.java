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
package io.lobstr.camel.simulator.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import io.lobstr.camel.simulator.traffic.Answer;
import io.lobstr.camel.simulator.traffic.ReceivedRequest;
import io.lobstr.camel.simulator.traffic.RequestPattern;

/**
 * The faults that are to come. A request meets the first that was asked for, fits it, and is not used up.
 */
public final class Faults {

    private static final int MANY = 1000;

    private final List<FaultRule> rules = new ArrayList<>();
    private final List<RememberedAnswers> memories = new CopyOnWriteArrayList<>();

    /**
     * No faults.
     */
    public Faults() {
        // nothing to do
    }

    /**
     * Lets the next request meet a fault; {@link FaultRule#times(long)} makes it more than one.
     *
     * @param  pattern which requests, such as {@code "POST /v1/runs"}; see {@link RequestPattern}
     * @param  fault   what goes wrong
     * @return         the rule, to change or end it
     */
    public FaultRule next(String pattern, Fault fault) {
        return add(pattern, fault, 1);
    }

    /**
     * Lets the next requests meet one fault each, in this order.
     *
     * @param pattern which requests
     * @param first   what goes wrong with the first
     * @param more    what goes wrong with the others
     */
    public void next(String pattern, Fault first, Fault... more) {
        next(pattern, first);
        for (Fault fault : more) {
            next(pattern, fault);
        }
    }

    /**
     * Lets the next requests meet a fault.
     *
     * @param  pattern which requests
     * @param  count   how many
     * @param  fault   what goes wrong
     * @return         the rule, to change or end it
     */
    public FaultRule times(String pattern, long count, Fault fault) {
        return add(pattern, fault, count);
    }

    /**
     * Lets all requests meet a fault, until it is cleared.
     *
     * @param  pattern which requests
     * @param  fault   what goes wrong
     * @return         the rule, to change or end it
     */
    public FaultRule always(String pattern, Fault fault) {
        return add(pattern, fault, Long.MAX_VALUE);
    }

    /**
     * Remembers what requests are answered from now on, so that they can be answered so later: a list as it was before.
     *
     * @param  pattern which requests
     * @return         what makes faults of it
     */
    public RememberedAnswers remember(String pattern) {
        RememberedAnswers memory = new RememberedAnswers(RequestPattern.of(pattern));
        memories.add(memory);
        return memory;
    }

    /**
     * Tells what was answered where nothing went wrong.
     *
     * @param request the request
     * @param answer  the answer
     */
    public void answered(ReceivedRequest request, Answer answer) {
        memories.forEach(memory -> memory.add(request, answer));
    }

    /**
     * Ends all faults, and forgets what was remembered for them.
     */
    public synchronized void clear() {
        memories.clear();
        rules.forEach(FaultRule::clear);
        rules.clear();
    }

    /**
     * Ends the faults that were asked for with this very pattern.
     *
     * @param pattern which
     */
    public synchronized void clear(String pattern) {
        String wanted = RequestPattern.of(pattern).toString();
        rules.stream().filter(rule -> rule.pattern().toString().equals(wanted)).forEach(FaultRule::clear);
    }

    /**
     * Takes the fault that a request meets.
     *
     * @param  request the request
     * @return         its fault, if it meets one
     */
    public synchronized Optional<Fault> take(ReceivedRequest request) {
        return rules.stream().filter(rule -> rule.take(request)).findFirst().map(FaultRule::fault);
    }

    private synchronized FaultRule add(String pattern, Fault fault, long times) {
        FaultRule rule = new FaultRule(RequestPattern.of(pattern), fault, times);
        if (rules.size() >= MANY) {
            rules.removeIf(old -> old.left() <= 0);
        }
        rules.add(rule);
        return rule;
    }
}
