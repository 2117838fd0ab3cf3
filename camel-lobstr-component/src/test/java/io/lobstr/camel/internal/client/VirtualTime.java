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
package io.lobstr.camel.internal.client;

import java.time.Duration;
import java.util.PriorityQueue;

/**
 * A clock and an alarm that stand still until they are told.
 */
public final class VirtualTime {

    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
    private long now = Long.MAX_VALUE - 1000;
    private long numbers;

    private record Alarm(long at, long number, Runnable task) implements Comparable<Alarm> {

        @Override
        public int compareTo(Alarm other) {
            return at != other.at ? Long.compare(at - other.at, 0) : Long.compare(number, other.number);
        }
    }

    public long nanoTime() {
        return now;
    }

    public int alarms() {
        return alarms.size();
    }

    public void alarm(Duration delay, Runnable task) {
        alarms.add(new Alarm(now + delay.toNanos(), numbers++, task));
    }

    /** On this clock. */
    public RequestBudget budget(int requestsPerMinute) {
        return new RequestBudget(requestsPerMinute, this::nanoTime);
    }

    /** What takes this long, such as a request. */
    public void spend(Duration time) {
        now += time.toNanos();
    }

    public void pass(Duration time) {
        long until = now + time.toNanos();
        while (!alarms.isEmpty() && alarms.peek().at() - until <= 0) {
            Alarm next = alarms.remove();
            now = next.at() - now > 0 ? next.at() : now;
            next.task().run();
        }
        now = until - now > 0 ? until : now;
    }
}
