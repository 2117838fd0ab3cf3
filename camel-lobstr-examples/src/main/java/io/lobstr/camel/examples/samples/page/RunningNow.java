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
package io.lobstr.camel.examples.samples.page;

import java.util.HashMap;
import java.util.Map;

import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * The runs that were under way at the last look, and how long ago that was.
 */
final class RunningNow {

    private static final String RUNS = """
            select run, running.squid, name as squid_name, status, percent, tasks, tasks_done, results, credits, started_at,
                cast(greatest(0, extract(epoch from ends_at - now())) as bigint) as eta,
                cast(extract(epoch from now() - started_at) as bigint) as seconds
            from lobstr_running_run as running left join lobstr_squid on id = running.squid
            order by started_at, run
            limit 200
            """;
    private static final String LOOK
            = """
                    select max(cast(greatest(0, extract(epoch from now() - at)) as bigint)) filter (where isfinite(at)) as age,
                        cast((select max(arrived_at) from lobstr_run) as text) as newest
                    from lobstr_look where what = 'running'
                    """;

    private final NamedParameterJdbcTemplate database;

    RunningNow(NamedParameterJdbcTemplate database) {
        this.database = database;
    }

    Map<String, Object> runs() {
        Map<String, Object> now = new HashMap<>(database.queryForMap(LOOK, Map.of()));
        now.put("runs", database.queryForList(RUNS, Map.of()));
        return now;
    }
}
