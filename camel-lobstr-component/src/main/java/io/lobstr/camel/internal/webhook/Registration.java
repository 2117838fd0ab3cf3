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
import java.util.function.Predicate;

/**
 * The webhook of one squid as a state to be reached: from what the API shows, what was done and what came of it follows
 * what is to be done next, and when. It writes once, and what somebody else has changed since once a day at most, so
 * that two applications that want the same place do not take it from each other for ever. Asks nothing itself. For one
 * thread.
 */
final class Registration {

    /** What is to be done. */
    enum Step {
        /** Nothing now. */
        NONE,
        /** To read the squid. */
        LOOK,
        /** To register the address. */
        REGISTER,
        /** To let lobstr.io call the address. */
        TEST
    }

    /** What there is to say of it, as the end of a sentence about the squid. */
    record News(boolean isWell, String words) {
    }

    private enum State {
        /** Not as it is to be, or not known yet. */
        OPEN,
        /** Calls come here. */
        OURS,
        /** Somebody else wants it otherwise. */
        FOREIGN
    }

    private static final String REGISTERED = "registered";
    private static final String BY_ANOTHER = "registered by another secret of this application";
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int DOUBLED = 6;

    private final String url;
    private final Predicate<String> isOurs;
    private final boolean replace;

    private State state = State.OPEN;
    /** NONE where all is done for now. */
    private Step step = Step.LOOK;
    /** When that is to be done; where all is done, since when. */
    private long at;
    private boolean looked;
    private Long written;
    private int failures;
    private boolean lost;
    private String words = "not looked at yet";
    /** What was said last that is not well. */
    private String said;
    private News news;

    /**
     * @param url     the address that is to be registered
     * @param isOurs  tells of an address whether this application has made it, by whichever secret
     * @param replace whether another's webhook is replaced
     * @param nanos   the time now
     */
    Registration(String url, Predicate<String> isOurs, boolean replace, long nanos) {
        this.url = url;
        this.isOurs = isOurs;
        this.replace = replace;
        this.at = nanos;
    }

    /**
     * @param  again after how long what is done is looked at again
     * @param  nanos the time now
     * @return       what is to be done now
     */
    Step next(Duration again, long nanos) {
        if (step == Step.NONE) {
            return nanos - at >= again.toNanos() ? Step.LOOK : Step.NONE;
        }
        return nanos - at >= 0 ? step : Step.NONE;
    }

    /** The API shows what is registered. */
    void shows(Hook hook, long nanos) {
        boolean isHere = hook.isAt(url);
        boolean isByAnother = !isHere && hook.isThere() && isOurs.test(hook.url());
        // of machines with other secrets, the one that starts moves it, and the others leave it there
        boolean isToMove = isByAnother && !looked;
        looked = true;
        if ((isHere || isByAnother) && hook.active() && hook.complete() && !isToMove) {
            done(State.OURS, isHere ? REGISTERED : BY_ANOTHER, nanos);
            return;
        }
        lost |= state == State.OURS;
        state = State.OPEN;
        if (!hook.isThere()) {
            write("no webhook is registered", HOUR, nanos);
        } else if (isHere || isByAnother) {
            write("its webhook is not as it is to be", DAY, nanos);
        } else if (!hook.active()) {
            // nobody's: n8n leaves it so when its workflow is stopped
            write("its webhook is that of " + hook.host() + ", and switched off", DAY, nanos);
        } else if (replace) {
            write("another application has its webhook, at " + hook.host(), DAY, nanos);
        } else {
            String another = "another application has its webhook, at " + hook.host();
            done(State.FOREIGN, another, nanos);
            say(another + ", which is left alone: no calls come here, and its runs are found by polls."
                + " webhookReplace=true takes its place");
        }
    }

    private void write(String why, Duration apart, long nanos) {
        if (written == null || nanos - written >= apart.toNanos()) {
            todo(Step.REGISTER, nanos);
            return;
        }
        state = State.FOREIGN;
        words = why + ", although it was set by this application";
        todo(Step.LOOK, written + apart.toNanos());
        say(words + ": it is set again in " + Duration.ofNanos(at - nanos).toMinutes() + " minutes, and its runs are found by"
            + " polls until then");
    }

    private void todo(Step next, long when) {
        step = next;
        at = when;
    }

    private void done(State as, String how, long nanos) {
        state = as;
        words = how;
        failures = 0;
        todo(Step.NONE, nanos);
        if (as == State.OURS && said != null) {
            said = null;
            news = new News(true, "its webhook is as it is to be again");
        }
    }

    private void say(String what) {
        if (!what.equals(said)) {
            said = what;
            news = new News(false, what);
        }
    }

    /** The address was registered. */
    void registered(long nanos) {
        written = nanos;
        state = State.OURS;
        words = REGISTERED;
        todo(Step.TEST, nanos);
    }

    /**
     * lobstr.io has called the address, or has tried to.
     *
     * @param answer what it got instead of a success, null where it got one
     */
    void tested(String answer, long nanos) {
        if (answer == null) {
            done(State.OURS, REGISTERED, nanos);
        } else {
            again(Step.TEST, "its webhook is registered, but lobstr.io does not reach it: " + answer, nanos);
        }
    }

    /** What was to be done failed. What was sent may have been done all the same, so that a look is next. */
    void failed(String why, long nanos) {
        again(step == Step.TEST ? Step.TEST : Step.LOOK, "its webhook is not known to be registered: " + why, nanos);
    }

    private void again(Step next, String why, long nanos) {
        Duration wait = MINUTE.multipliedBy(1L << Math.min(failures, DOUBLED));
        // where all starts at once, the server may be the last
        boolean isStarting = next == Step.TEST && failures == 0;
        failures++;
        words = why;
        todo(next, nanos + (wait.compareTo(HOUR) < 0 ? wait : HOUR).toNanos());
        if (!isStarting) {
            say(why + " (tried again; its runs are found by polls all the same)");
        }
    }

    /** A call told of a run, after a look: another would show no more. */
    void heard(long nanos) {
        if (state == State.FOREIGN) {
            missed(nanos);
        } else if (looked && step != Step.REGISTER) {
            done(State.OURS, REGISTERED, nanos);
        }
    }

    /** A run has ended, and no call told of it. */
    void missed(long nanos) {
        if (step == Step.NONE) {
            todo(Step.LOOK, nanos);
        }
    }

    /** Whether calls come here, as far as is known. */
    boolean isOurs() {
        return state == State.OURS && step == Step.NONE;
    }

    /** Whether it was ours and is not any more; it is said once. */
    boolean isLost() {
        boolean was = lost;
        lost = false;
        return was;
    }

    /** What there is to say since it was last asked, null where there is nothing. */
    News news() {
        News what = news;
        news = null;
        return what;
    }

    /** Registered, or why not. */
    @Override
    public String toString() {
        return words;
    }
}
