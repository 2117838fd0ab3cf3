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

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.lobstr.camel.internal.client.Pause;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.apache.camel.util.concurrent.ThreadType;

/**
 * The threads of a component. Some keep time, some ask the API, and with some the routes go on: what a route does can
 * keep other routes waiting, and nothing else. No pool has a limit that refuses.
 */
final class Threads extends ServiceSupport {

    /** The profile by which users choose how many routes go on at once. */
    private static final String PROFILE = "lobstr";
    private static final int MOST_ROUTES = 200;
    private static final int MOST_REQUESTS = 200;
    private static final int TIMER_THREADS = 2;

    private final CamelContext context;
    private ScheduledExecutorService timer;
    private ExecutorService askers;
    private ExecutorService goers;
    private Alarms alarms;
    private Executor routes;
    private Pause requests;
    private Pause looks;

    Threads(CamelContext context) {
        this.context = context;
    }

    /** Takes any number of tasks; they are short. */
    ScheduledExecutorService timer() {
        return timer;
    }

    /** Where routes go on after an answer. */
    Executor routes() {
        return routes;
    }

    /** A pause after which a request is sent. */
    Pause requests() {
        return requests;
    }

    /** A pause after which waits look at their runs: apart from the requests, of which there may be many. */
    Pause looks() {
        return looks;
    }

    /** Does something again and again, on a thread that may take its time, until what is answered is run. */
    Runnable every(Duration time, Runnable task) {
        AtomicBoolean goesOn = new AtomicBoolean(true);
        again(time, task, goesOn);
        return () -> goesOn.set(false);
    }

    private void again(Duration time, Runnable task, AtomicBoolean goesOn) {
        looks.then(time, () -> {
            if (goesOn.get()) {
                try {
                    task.run();
                } finally {
                    again(time, task, goesOn);
                }
            }
        }, stopping -> goesOn.set(false));
    }

    @Override
    protected void doStart() {
        ExecutorServiceManager manager = context.getExecutorServiceManager();
        timer = manager.newScheduledThreadPool(this, "LobstrTimer", unbounded(TIMER_THREADS));
        askers = manager.newThreadPool(this, "LobstrRequest", unbounded(1));
        ThreadPoolProfile users = manager.getThreadPoolProfile(PROFILE);
        goers = manager.newThreadPool(this, "LobstrRoute", routes(users));
        alarms = new Alarms(timer);
        routes = limited(goers, mostRoutes(users));
        requests = alarms.on(limited(askers, MOST_REQUESTS));
        looks = alarms.on(limited(askers, Integer.MAX_VALUE));
    }

    /** Of a consumer: runs that wait for their turn go to the route by it, and it lives only while some do. */
    ExecutorService handOver(Object consumer) {
        ThreadPoolProfile one = new ThreadPoolProfile("lobstrHandOver");
        one.setPoolSize(1);
        one.setMaxPoolSize(1);
        one.setKeepAliveTime(10L);
        one.setAllowCoreThreadTimeOut(true);
        // whatever the default profile says: a run is not to go to the route by the thread of an exchange that has ended
        one.setMaxQueueSize(Integer.MAX_VALUE);
        one.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return context.getExecutorServiceManager().newThreadPool(consumer, "LobstrHandOver", one);
    }

    void end(ExecutorService executor) {
        context.getExecutorServiceManager().shutdown(executor);
    }

    private LimitedExecutor limited(ExecutorService pool, int most) {
        return new LimitedExecutor(pool, most, again -> timer.schedule(again, 1, TimeUnit.SECONDS));
    }

    private static int mostRoutes(ThreadPoolProfile users) {
        if (users == null) {
            return ThreadType.current() == ThreadType.VIRTUAL ? Integer.MAX_VALUE : MOST_ROUTES;
        }
        int least = users.getPoolSize() == null ? 1 : Math.max(1, users.getPoolSize());
        return users.getMaxPoolSize() == null ? Math.max(least, MOST_ROUTES) : Math.max(least, users.getMaxPoolSize());
    }

    /** As the user says, but for the queue: what a pool refuses would be left to a thread that keeps time. */
    private static ThreadPoolProfile routes(ThreadPoolProfile users) {
        ThreadPoolProfile profile
                = unbounded(users == null || users.getPoolSize() == null ? 1 : Math.max(1, users.getPoolSize()));
        if (users != null) {
            profile.setKeepAliveTime(users.getKeepAliveTime());
            profile.setTimeUnit(users.getTimeUnit());
            profile.setAllowCoreThreadTimeOut(users.getAllowCoreThreadTimeOut());
        }
        return profile;
    }

    /** A new thread for whatever finds none that is free; for a timer, a queue without bound. */
    private static ThreadPoolProfile unbounded(int poolSize) {
        ThreadPoolProfile profile = new ThreadPoolProfile(PROFILE);
        profile.setPoolSize(poolSize);
        profile.setMaxPoolSize(Integer.MAX_VALUE);
        profile.setMaxQueueSize(-1);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }

    @Override
    protected void doStop() {
        if (alarms != null) {
            alarms.stop();
        }
        ExecutorServiceManager manager = context.getExecutorServiceManager();
        manager.shutdownNow(askers);
        // what has just ended still goes on
        manager.shutdownGraceful(goers);
        manager.shutdownNow(timer);
    }
}
