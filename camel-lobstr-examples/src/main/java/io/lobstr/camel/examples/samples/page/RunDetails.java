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

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * All that the tables know of one run.
 */
final class RunDetails {

    private static final String RUN = """
            select r.id, r.squid, name as squid_name, r.status, r.ending, r.done_reason, r.done_reason_desc, r.origin,
                r.created_at, r.started_at, r.ended_at, r.arrived_at, r.total_results, r.total_unique_results, r.spent, final,
                cast(extract(epoch from r.duration) as bigint) as seconds,
                cast(extract(epoch from r.arrived_at - r.ended_at) as double precision) as delay
            from lobstr_run r left join lobstr_squid s on s.id = r.squid left join lobstr_run_cost c on c.run = r.id
            where r.id = :run""";
    /** What did not go well comes first. */
    private static final String TASKS = """
            select id, task, status, done_reason, done_reason_desc, last_result, total_results,
                left(cast(params as text), 500) as params, params ->> 'url' as url
            from (select * from lobstr_run_task where run = :run limit 10000) as few
            order by status = 'completed', started_at, id
            limit 100""";
    /** By keys, and rows of a squid by the time of the run, so that no more is read than is counted. */
    private static final String SUMS = """
            select count(*) as tasks, count(*) filter (where status = 'completed') as completed,
                (select count(*) from (select from lobstr_result where run = :run order by run, id limit 10001) as few) as rows,
                (select count(*)
                    from (
                        select
                        from lobstr_run r join lobstr_row as one on one.squid = coalesce(r.squid, '') and first_run = r.id
                            and first_seen >= coalesce(least(r.created_at, r.started_at, r.ended_at), '-infinity')
                            and first_seen <= coalesce(greatest(r.created_at, r.started_at, r.ended_at), 'infinity')
                        where r.id = :run
                        limit 10001) as few) as first_rows
            from (select status from lobstr_run_task where run = :run order by run, id limit 10001) as few""";
    private static final String PLACES = """
            select kind, location, route, push, cast(extract(epoch from delay) as double precision) as delay
            from lobstr_run_place where run = :run order by at, kind, location limit 50""";
    private static final String FUNCTIONS
            = """
                    select function, credits, attempts from lobstr_run_credit where run = :run order by credits desc nulls last, function
                    limit 50""";
    private static final String ROWS = """
            select left(jsonb_pretty(data), 2000) as data, data ->> 'url' as url
            from lobstr_result where run = :run order by id limit 5""";

    private final NamedParameterJdbcTemplate database;

    RunDetails(NamedParameterJdbcTemplate database) {
        this.database = database;
    }

    /**
     * @throws PageNotFoundException if no table knows it
     */
    Map<String, Object> run(String id) {
        List<Map<String, Object>> runs = database.queryForList(RUN, Map.of("run", id));
        if (runs.isEmpty()) {
            throw new PageNotFoundException("No finished run has this id.");
        }
        Map<String, Object> run = new HashMap<>(runs.get(0));
        Map<String, Object> values = Map.of("run", id);
        run.putAll(database.queryForMap(SUMS, values));
        run.put("taskList", withLinks(database.queryForList(TASKS, values)));
        run.put("places", withLinks(database.queryForList(PLACES, values)));
        run.put("functions", database.queryForList(FUNCTIONS, values));
        run.put("firstRows", withLinks(database.queryForList(ROWS, values)));
        return run;
    }

    /** Of what may be an address only one that a browser opens as a page is a {@code link}. */
    private static List<Map<String, Object>> withLinks(List<Map<String, Object>> rows) {
        for (Map<String, Object> row : rows) {
            Object address = row.getOrDefault("url", row.get("location"));
            if (address instanceof String text && isWeb(text)) {
                row.put("link", text);
            }
        }
        return rows;
    }

    static boolean isWeb(String text) {
        try {
            URI address = new URI(text);
            // a name before the host is there to be taken for it
            return address.getHost() != null && address.getUserInfo() == null
                    && ("http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
