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

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What makes tasks of another squid out of the rows of a run that is done. That squid is made when this happens first.
 */
public final class Chain {

    private final Account account;
    private final String id;
    private final SimulatedSquid source;
    private final SimulatedCrawler target;
    private final Map<String, String> fieldMap;
    private final Instant createdAt;
    private ChainSettings settings;
    private SimulatedSquid targetSquid;

    Chain(Account account, SimulatedSquid source, SimulatedCrawler target, Map<String, String> fieldMap,
          ChainSettings settings) {
        this.account = account;
        this.id = account.ids().next();
        this.source = source;
        this.target = target;
        this.fieldMap = new LinkedHashMap<>(fieldMap);
        this.createdAt = account.now();
        this.settings = settings;
    }

    /**
     * {@return its id}
     */
    public String id() {
        return id;
    }

    /**
     * {@return the crawler of the squid that the tasks are for}
     */
    public SimulatedCrawler target() {
        return target;
    }

    /**
     * {@return the fields of rows, and the parameters of tasks that they become}
     */
    public Map<String, String> fieldMap() {
        return fieldMap;
    }

    /**
     * {@return when it was configured}
     */
    public Instant createdAt() {
        return createdAt;
    }

    /**
     * {@return what can be changed of it}
     */
    public ChainSettings settings() {
        synchronized (account) {
            return settings;
        }
    }

    /**
     * Changes it.
     *
     * @param newSettings what it is like from now on
     */
    public void change(ChainSettings newSettings) {
        synchronized (account) {
            settings = newSettings;
        }
    }

    /**
     * {@return the squid that the tasks are for, once there is one}
     */
    public Optional<SimulatedSquid> targetSquid() {
        synchronized (account) {
            return Optional.ofNullable(targetSquid);
        }
    }

    /** Does what a turn of a run of its squid leads to. */
    void follow(RunTurn turn) {
        if (turn.isDone()) {
            fire(turn.run());
        }
    }

    private void fire(SimulatedRun run) {
        Instant at = run.timeline().over();
        if (targetSquid == null) {
            targetSquid = makeSquid(at);
        }
        for (int row = 0; row < run.results(); row++) {
            Map<String, Object> params = params(source.rows().row(run.id(), row));
            if (!params.isEmpty()) {
                targetSquid.addTask(params);
            }
        }
        if (targetSquid.activeRun().isEmpty()) {
            RunCourse course = RunCourse.of(at, targetSquid.planNow());
            targetSquid.launch(settings.autostart() ? course : course.paused(), "chain", false);
        }
    }

    private Map<String, Object> params(Map<String, Object> row) {
        Map<String, Object> params = new LinkedHashMap<>();
        fieldMap.forEach((field, param) -> {
            if (row.get(field) != null) {
                params.put(param, row.get(field));
            }
        });
        return params;
    }

    private SimulatedSquid makeSquid(Instant at) {
        String name = settings.name() == null ? account.freeName(target.name() + " (%d) (chained)") : settings.name();
        return account.addSquid(name, setup -> {
            target.squids().accept(setup);
            setup.crawler(target.name()).createdAt(at).tasks(List.of())
                    .settings(setup.settings().withParams(target.standardParams()).withConcurrency(settings.concurrency()));
        });
    }
}
