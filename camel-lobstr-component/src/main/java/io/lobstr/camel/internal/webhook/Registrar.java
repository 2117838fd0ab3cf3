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
package io.lobstr.camel.internal.webhook;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.consume.ConsumerLog;
import io.lobstr.camel.internal.consume.Registrations;
import io.lobstr.camel.internal.webhook.Registration.News;
import io.lobstr.camel.internal.webhook.Registration.Step;
import org.slf4j.Logger;

/**
 * Sees to it that lobstr.io calls this application for each squid, one after the other, a few a minute. What it asks is
 * asked on the component's own threads: no poll waits for it, and no route fails by it.
 */
public final class Registrar implements Registrations {

    /** A tick of a clock that is a bit early is a tick. */
    private static final long MINUTE = Duration.ofSeconds(50).toNanos();
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);
    /** So that those of a whole account take no more than ten requests an hour to be looked at again and again. */
    private static final Duration EACH = Duration.ofMinutes(6);
    /** Of a great many squids with the same trouble, a few tell as much as all. */
    private static final int MOST_SQUIDS = 10;
    private static final int MOST_AT_ONCE = 60;

    private static final Logger LOG = ConsumerLog.LOG;

    private final WebhookRequests requests;
    private final Pause pause;
    private final WebhookAddress address;
    private final boolean replace;
    private final int perMinute;
    private final LongSupplier nanoTime;
    /** Nothing takes time while it is held. */
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Registration> registrations = new LinkedHashMap<>();
    private final Set<String> spokenOf = new HashSet<>();
    /** Whose calls are wanted, the most urgent first; null until somebody says so. */
    private Collection<String> wanted;
    private boolean ticking;
    private boolean working;
    private boolean stopped;
    private Long last;
    private volatile boolean proven;

    /**
     * @param client    asks the API, each thing once
     * @param pause     on whose threads it is asked
     * @param address   what is registered
     * @param replace   whether another's webhook is replaced
     * @param perMinute how many squids are seen to in a minute
     * @param nanoTime  the time
     */
    public Registrar(
                     LobstrClient client, Pause pause, WebhookAddress address, boolean replace, int perMinute,
                     LongSupplier nanoTime) {
        this.requests = new WebhookRequests(client, pause);
        this.pause = pause;
        this.address = address;
        this.replace = replace;
        this.perMinute = perMinute;
        this.nanoTime = nanoTime;
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private Registration registration(String squid) {
        return registrations.computeIfAbsent(squid, id -> new Registration(
                address.of(id), url -> address.isOurs(id, url), replace, nanoTime.getAsLong()));
    }

    @Override
    public boolean isOurs(String squid) {
        return locked(() -> registrations.containsKey(squid) && registrations.get(squid).isOurs());
    }

    @Override
    public Collection<String> lost() {
        return locked(() -> registrations.entrySet().stream().filter(squid -> squid.getValue().isLost())
                .map(Map.Entry::getKey).toList());
    }

    @Override
    public void heard(String squid) {
        tell(squid, () -> registration(squid).heard(nanoTime.getAsLong()));
    }

    @Override
    public void missed(String squid) {
        tell(squid, () -> registration(squid).missed(nanoTime.getAsLong()));
    }

    /** From the first time on it goes by its own clock too: polls may be hours apart. */
    @Override
    public void polled(Collection<String> squids) {
        locked(() -> wanted = squids);
        goOn();
        begin();
    }

    /** Whatever is thrown in one minute, the next one comes. */
    private void goOn() {
        if (!locked(() -> !stopped && !ticking && (ticking = true))) {
            return;
        }
        boolean set = false;
        try {
            pause.then(EVERY, this::tick, stop -> LOG.debug("Nothing is registered any more", stop));
            set = true;
        } finally {
            if (!set) {
                // the next poll tries again
                locked(() -> ticking = false);
            }
        }
    }

    private void tick() {
        locked(() -> ticking = false);
        try {
            begin();
        } finally {
            goOn();
        }
    }

    private void begin() {
        List<String> next = locked(this::due);
        if (!next.isEmpty()) {
            attempt(() -> work(next.iterator())).whenComplete((done, failure) -> {
                locked(() -> working = false);
                if (failure != null) {
                    LOG.debug("Nothing more is registered for now", failure);
                }
            });
        }
    }

    /** Whatever is thrown on the way is a failure like any other. */
    private static <T> CompletionStage<T> attempt(Supplier<CompletionStage<T>> step) {
        return CompletableFuture.completedFuture(null).thenCompose(none -> step.get());
    }

    private List<String> due() {
        registrations.keySet().retainAll(new HashSet<>(wanted));
        wanted.forEach(this::registration);
        long now = nanoTime.getAsLong();
        if (working || stopped || last != null && now - last < MINUTE) {
            return List.of();
        }
        long minutes = last == null ? 1 : Math.max(1, TimeUnit.NANOSECONDS.toMinutes(now - last));
        long most = Math.min(MOST_AT_ONCE, perMinute * minutes);
        Duration again = again(wanted.size());
        List<String> due
                = wanted.stream().filter(squid -> registration(squid).next(again, now) != Step.NONE).limit(most).toList();
        if (!due.isEmpty()) {
            last = now;
            working = true;
        }
        return due;
    }

    private static Duration again(int squids) {
        Duration round = EACH.multipliedBy(squids);
        return round.compareTo(DAY) > 0 ? round : DAY;
    }

    /** Whether something is asked or done just now. */
    boolean isWorking() {
        return locked(() -> working);
    }

    /** The route stops: what is asked just now is the last. What is registered stays, for whoever starts next. */
    public void stop() {
        locked(() -> stopped = true);
    }

    private CompletionStage<Void> work(Iterator<String> squids) {
        if (!squids.hasNext()) {
            return CompletableFuture.completedFuture(null);
        }
        // on a thread of its own each time: of answers that are there at once, none stands on the other
        CompletableFuture<Void> turn = new CompletableFuture<>();
        pause.then(Duration.ZERO, () -> turn.complete(null), turn::completeExceptionally);
        String squid = squids.next();
        return turn.thenCompose(begun -> attempt(() -> reach(squid)).exceptionally(failure -> {
            LOG.debug("The webhook of squid {} is left as it is for now", squid, failure);
            return null;
        })).thenCompose(done -> work(squids));
    }

    /** Does one thing after the other until there is nothing to do now. */
    private CompletionStage<Void> reach(String squid) {
        Step step = locked(
                () -> stopped ? Step.NONE : registration(squid).next(again(registrations.size()), nanoTime.getAsLong()));
        if (step == Step.NONE) {
            return CompletableFuture.completedFuture(null);
        }
        return attempt(() -> done(squid, step)).handle((done, failure) -> {
            if (failure != null) {
                String why = address.hide(squid, LobstrClient.unwrap(failure).getMessage());
                tell(squid, () -> registration(squid).failed(why, nanoTime.getAsLong()));
            }
            return null;
        }).thenCompose(done -> reach(squid));
    }

    private CompletionStage<Void> done(String squid, Step step) {
        return switch (step) {
            case LOOK -> requests.look(squid)
                    .thenAccept(hook -> tell(squid, () -> registration(squid).shows(hook, nanoTime.getAsLong())));
            case REGISTER -> requests.register(squid, address.of(squid)).thenAccept(set -> {
                LOG.info("Squid {}: its webhook is registered: {}", squid, address.shown(squid));
                tell(squid, () -> registration(squid).registered(nanoTime.getAsLong()));
            });
            // one squid's address is reached by the same way as another's
            default -> (proven ? CompletableFuture.<String> completedFuture(null) : requests.test(address.of(squid)))
                    .thenAccept(trouble -> {
                        proven = trouble == null;
                        tell(squid, () -> registration(squid).tested(trouble, nanoTime.getAsLong()));
                    });
        };
    }

    private void tell(String squid, Runnable what) {
        News news = locked(() -> {
            what.run();
            return registration(squid).news();
        });
        if (news == null) {
            return;
        }
        if (!locked(() -> spokenOf.contains(squid) || spokenOf.size() < MOST_SQUIDS && spokenOf.add(squid))) {
            LOG.debug("Squid {}: {}", squid, news.words());
        } else if (news.isWell()) {
            LOG.info("Squid {}: {}", squid, news.words());
        } else {
            LOG.warn("Squid {}: {}", squid, news.words());
        }
    }

    /** How many are registered, and why one is not. */
    @Override
    public String toString() {
        return locked(() -> {
            List<String> others = registrations.entrySet().stream().filter(squid -> !squid.getValue().isOurs())
                    .map(squid -> "squid " + squid.getKey() + ": " + squid.getValue()).toList();
            if (registrations.size() == 1) {
                return registrations.values().iterator().next().toString();
            }
            return registrations.size() - others.size() + " of " + registrations.size() + " registered"
                   + others.stream().findFirst().map(other -> "; " + other).orElse("");
        });
    }
}
