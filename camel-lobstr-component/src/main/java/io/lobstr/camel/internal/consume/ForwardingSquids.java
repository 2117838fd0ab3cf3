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
package io.lobstr.camel.internal.consume;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

import io.lobstr.camel.internal.watch.SquidWatch;

/**
 * Leaves all to others, but for what a subclass knows better: when to look.
 */
abstract class ForwardingSquids implements WatchedSquids {

    private final WatchedSquids others;

    ForwardingSquids(WatchedSquids others) {
        this.others = others;
    }

    @Override
    public Collection<String> next(RunReader reader) {
        return others.next(reader);
    }

    @Override
    public void read(String squid, RunReader reader) {
        others.read(squid, reader);
    }

    @Override
    public Collection<SquidWatch> watches() {
        return others.watches();
    }

    @Override
    public Collection<String> known() {
        return others.known();
    }

    @Override
    public Optional<SquidWatch> watch(String squid) {
        return others.watch(squid);
    }

    @Override
    public boolean mayAsk(String squid) {
        return others.mayAsk(squid);
    }

    @Override
    public Collection<String> used() {
        return others.used();
    }

    @Override
    public boolean isWhole() {
        return others.isWhole();
    }

    @Override
    public void started(String squid) {
        others.started(squid);
    }

    @Override
    public void told(String squid, Set<String> runs) {
        others.told(squid, runs);
    }

    @Override
    public void resumed() {
        others.resumed();
    }

    @Override
    public void polled() {
        others.polled();
    }

    @Override
    public String nextLook() {
        return others.nextLook();
    }

    @Override
    public int size() {
        return others.size();
    }
}
