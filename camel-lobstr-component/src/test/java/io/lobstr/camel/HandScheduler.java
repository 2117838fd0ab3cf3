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

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.spi.ScheduledPollConsumerScheduler;
import org.apache.camel.support.service.ServiceSupport;

/**
 * A scheduler of a user's own, which polls when it is told, on the thread that tells it.
 */
final class HandScheduler extends ServiceSupport implements ScheduledPollConsumerScheduler {

    private CamelContext context;
    private Runnable task;
    private boolean scheduled;

    void poll() {
        poll(1);
    }

    void poll(int times) {
        for (int i = 0; i < times && scheduled; i++) {
            task.run();
        }
    }

    @Override
    public void onInit(Consumer consumer) {
        // asks the consumer nothing
    }

    @Override
    public void scheduleTask(Runnable poll) {
        task = poll;
    }

    @Override
    public void unscheduleTask() {
        scheduled = false;
    }

    @Override
    public void startScheduler() {
        scheduled = true;
    }

    @Override
    public boolean isSchedulerStarted() {
        return scheduled;
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        context = camelContext;
    }
}
