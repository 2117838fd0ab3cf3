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
package io.lobstr.camel.simulator.state;

import java.time.Duration;
import java.util.List;

/**
 * One run. It follows its plan by the clock, unless it is driven by hand with the methods here.
 */
public final class SimulatedRun {

    private final Account account;
    private final SimulatedSquid squid;
    private final String id;
    private final RunStart start;
    private RunCourse course;

    SimulatedRun(Account account, SimulatedSquid squid, String id, RunCourse course, RunStart start) {
        this.account = account;
        this.squid = squid;
        this.id = id;
        this.course = course;
        this.start = start;
    }

    /**
     * {@return its id}
     */
    public String id() {
        return id;
    }

    /**
     * {@return the squid it is a run of}
     */
    public SimulatedSquid squid() {
        return squid;
    }

    /**
     * {@return its status now}
     */
    public RunStatus status() {
        return snapshot().status();
    }

    /**
     * {@return whether it is over now}
     */
    public boolean isOver() {
        return status().isOver();
    }

    /**
     * {@return what there is to know of it now}
     */
    public RunSnapshot snapshot() {
        synchronized (account) {
            return course.at(account.now(), this);
        }
    }

    /**
     * {@return how many rows it has now}
     */
    public int results() {
        synchronized (account) {
            return course.resultsAt(account.now());
        }
    }

    /**
     * Finishes it now, with all its results, exported: status {@code done}.
     *
     * @return this run
     */
    public SimulatedRun finish() {
        return end(Ending.done());
    }

    /**
     * Finishes it now with this number of results.
     *
     * @param  results how many rows it has
     * @return         this run
     */
    public SimulatedRun finish(int results) {
        synchronized (account) {
            course = course.with(course.plan().withResults(results));
            return finish();
        }
    }

    /**
     * Ends it now in error, with what it has collected so far and no export.
     *
     * @param  reason the done reason, such as {@code no_credits_left}
     * @return        this run
     */
    public SimulatedRun fail(String reason) {
        return end(Ending.error(reason));
    }

    /**
     * Ends it now in any way.
     *
     * @param  ending how
     * @return        this run
     */
    public SimulatedRun end(Ending ending) {
        return end(ending, Duration.ZERO);
    }

    /**
     * Aborts it as the API does: it uploads what it has for as long as planned, and is aborted then.
     *
     * @return this run
     */
    public SimulatedRun abort() {
        return end(Ending.aborted(), course.plan().uploading());
    }

    /**
     * Stops collecting now; it uploads for as long as planned, and is done then.
     *
     * @return this run
     */
    public SimulatedRun upload() {
        return end(Ending.done(), course.plan().uploading());
    }

    /**
     * Pauses it while it is pending or running.
     *
     * @return this run
     */
    public SimulatedRun pause() {
        synchronized (account) {
            RunStatus status = status();
            if (status != RunStatus.PENDING && status != RunStatus.RUNNING) {
                throw new IllegalStateException("Run " + id + " cannot pause while it is " + status.word());
            }
            return take(course.with(course.timeline().pause(account.now())));
        }
    }

    /**
     * Resumes it after a pause; what was left of its plan is left still.
     *
     * @return this run
     */
    public SimulatedRun resume() {
        synchronized (account) {
            if (status() != RunStatus.PAUSED) {
                throw new IllegalStateException("Run " + id + " is not paused");
            }
            return take(course.with(course.timeline().resume(account.now())));
        }
    }

    /**
     * Makes the missing export of a run in error: its status turns to {@code done}, for the reason {@code export_fix}.
     *
     * @return this run
     */
    public SimulatedRun fixExport() {
        synchronized (account) {
            if (status() != RunStatus.ERROR) {
                throw new IllegalStateException("Run " + id + " is not in error");
            }
            return endAs(new Ending(RunStatus.DONE, "export_fix", null), Duration.ZERO);
        }
    }

    /**
     * Makes the file of a run that is over now, where it is made later than the run ends.
     *
     * @return this run
     */
    public SimulatedRun export() {
        synchronized (account) {
            course = course.with(course.plan().afterwards().exportingFor(sinceItsEnd()));
            return this;
        }
    }

    /**
     * Ends the verification of the e-mail addresses of a run that is over now.
     *
     * @return this run
     */
    public SimulatedRun verify() {
        synchronized (account) {
            course = course.with(course.plan().afterwards().verifyingFor(sinceItsEnd()));
            return this;
        }
    }

    /**
     * Makes an aborted run active again, as {@code POST /runs/{run}/resurrect} does; it ends anew, at another time.
     *
     * @return                       this run
     * @throws IllegalStateException if it is not aborted
     */
    public SimulatedRun resurrect() {
        synchronized (account) {
            if (status() != RunStatus.ABORTED) {
                throw new IllegalStateException("Run " + id + " is not aborted");
            }
            return reopen();
        }
    }

    /**
     * Makes a run that is over active again, however it ended, as the retry of a task does; it ends anew, at another
     * time.
     *
     * @return                       this run
     * @throws IllegalStateException if it is not over
     */
    public SimulatedRun reopen() {
        synchronized (account) {
            sinceItsEnd();
            account.balance().billAgain(this);
            take(course.again(account.now(), squid.nextPlan()));
            squid.open(this);
            return this;
        }
    }

    /**
     * Deletes it, as if it had never been.
     */
    public void delete() {
        squid.deleteRun(this);
    }

    @Override
    public String toString() {
        return "run " + id + " (" + status().word() + ")";
    }

    RunStart start() {
        return start;
    }

    List<SimulatedTask> tasks() {
        return start.tasks();
    }

    Timeline timeline() {
        return course.timeline();
    }

    Ending ending() {
        return course.plan().ending();
    }

    private SimulatedRun end(Ending ending, Duration uploading) {
        synchronized (account) {
            if (isOver()) {
                throw new IllegalStateException("Run " + id + " is over already: " + status().word());
            }
            return endAs(ending, uploading);
        }
    }

    private SimulatedRun endAs(Ending ending, Duration uploading) {
        return take(course.with(course.plan().withEnding(ending))
                .with(course.timeline().collectUntil(account.now(), uploading)));
    }

    /** From now on it goes this way. */
    private SimulatedRun take(RunCourse next) {
        account.turns().turn(this, () -> course = next);
        return this;
    }

    /** Only of a run that is over. */
    private Duration sinceItsEnd() {
        if (!isOver()) {
            throw new IllegalStateException("Run " + id + " is not over");
        }
        return Duration.between(course.timeline().over(), account.now());
    }
}
