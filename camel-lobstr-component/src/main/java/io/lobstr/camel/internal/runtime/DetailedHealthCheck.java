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
package io.lobstr.camel.internal.runtime;

import java.util.Map;
import java.util.function.Supplier;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;

/**
 * The health of a consumer as Camel has it, which says besides what else there is to know: nobody has to be woken for
 * that.
 */
public final class DetailedHealthCheck extends ScheduledPollConsumerHealthCheck {

    private final Supplier<Map<String, Object>> details;

    /**
     * @param consumer that polls
     * @param details  what else there is to know of it
     */
    public DetailedHealthCheck(ScheduledPollConsumer consumer, Supplier<Map<String, Object>> details) {
        super(consumer, "consumer:" + consumer.getRouteId());
        this.details = details;
    }

    @Override
    public Result call(Map<String, Object> options) {
        Result polls = super.call(options);
        HealthCheckResultBuilder builder = HealthCheckResultBuilder.on(this).state(polls.getState())
                .error(polls.getError().orElse(null)).details(polls.getDetails()).details(details.get());
        polls.getMessage().ifPresent(builder::message);
        return builder.build();
    }
}
