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

import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * The table of finished runs, a page at a time. Each query walks an index from where the page begins, so that it costs
 * the same however many runs there are.
 */
final class FinishedRuns {

    private static final int ROWS = 25;
    /** From so many characters on the beginning of an id finds a run: with fewer it would find too many. */
    private static final int BEGINNING = 6;
    private static final int NAMES = 50;
    private static final int MOST = 1000;
    private static final int LONGEST = 1000;

    /** The reasons that there are, by skipping from one to the next in the index. */
    private static final String REASONS = """
            with recursive reasons as (
                (select min(ending_reason) as reason, 1 as place from lobstr_run)
                union all
                select (select min(ending_reason) from lobstr_run where ending_reason > reason), place + 1
                from reasons where reason is not null and place < 500
            )
            select reason from reasons where reason ilike :words limit :names""";

    private static final String SHOWN = """
            select r.id, r.squid, s.name as squid_name, r.status, r.ending, left(r.done_reason, 300) as reason, r.ended_at,
                r.total_results, r.spent, cast(extract(epoch from r.duration) as bigint) as seconds,
                cast(extract(epoch from r.arrived_at - r.ended_at) as double precision) as delay,
                t.tasks, t.completed, p.kinds, exists (select from lobstr_result where run = r.id) as has_rows,
                %s as place
            from page join lobstr_run r using (id) left join lobstr_squid s on s.id = r.squid
                cross join lateral (
                    select count(*) as tasks, count(*) filter (where status = 'completed') as completed
                    from (select status from lobstr_run_task where run = r.id limit 1001) as few) as t
                cross join lateral (
                    select string_agg(distinct kind, ' ' order by kind) as kinds
                    from (select kind from lobstr_run_place where run = r.id limit 50) as few) as p""";

    private final NamedParameterJdbcTemplate database;

    FinishedRuns(NamedParameterJdbcTemplate database) {
        this.database = database;
    }

    /**
     * @return {@code rows}, and the queries of the pages beside it: {@code older} and {@code newer}, which go on and
     *         back
     */
    Map<String, Object> page(RunFilter filter) {
        return page(filter, ROWS);
    }

    Map<String, Object> page(RunFilter filter, int size) {
        boolean descending = filter.descending != filter.backwards;
        MapSqlParameterSource values = new MapSqlParameterSource("rows", size + 1);
        String branches = branches(filter, descending, values);
        List<Map<String, Object>> rows = branches.isEmpty()
                ? new ArrayList<>() : database.queryForList(
                        "with page as (" + branches + filter.sort.order(descending, "key", "id") + " limit :rows)"
                                                            + SHOWN.formatted(
                                                                    filter.sort.text)
                                                            + filter.sort.order(
                                                                    descending,
                                                                    "key", "id"),
                        values);
        boolean isMore = rows.size() > size;
        rows = new ArrayList<>(rows.subList(0, Math.min(rows.size(), size)));
        if (filter.backwards) {
            Collections.reverse(rows);
        }
        Map<String, Object> page = new HashMap<>();
        rows.forEach(FinishedRuns::addQuery);
        page.put("rows", rows);
        if (filter.isCountable()) {
            page.put("count", count(filter));
        }
        if (!rows.isEmpty() && (isMore || filter.backwards)) {
            page.put("older", link(filter, "after", rows.get(rows.size() - 1)));
        }
        if (!rows.isEmpty() && (filter.backwards ? isMore : filter.hasCursor())) {
            page.put("newer", link(filter, "before", rows.get(0)));
        }
        return page;
    }

    /** The query of its page, where an address is long enough for it. */
    private static void addQuery(Map<String, Object> row) {
        String query = PageRequest.query(Map.of("id", (String) row.get("id")));
        row.put("query", query.length() > LONGEST ? "" : query);
    }

    /** How many there are on all pages, as far as that is told at a glance. */
    private long count(RunFilter filter) {
        MapSqlParameterSource values = new MapSqlParameterSource("most", MOST + 1);
        return database.queryForObject(
                "select count(*) from (select from lobstr_run r where true" + chosen(filter, values)
                // in an order, so that it walks the index whose runs are these and no others
                                       + Sort.ENDED.order(true, Sort.ENDED.key, "r.id") + " limit :most) as few",
                values, Long.class);
    }

    private static String link(RunFilter filter, String direction, Map<String, Object> row) {
        return filter.at(direction, (String) row.get("place"), (String) row.get("id"));
    }

    /**
     * A text may be in three places; each is walked by its own index, so that no order makes the database look at all
     * runs.
     */
    private String branches(RunFilter filter, boolean descending, MapSqlParameterSource values) {
        String where = where(filter, descending, values);
        String select = "select r.id, " + filter.sort.key + " as key from ";
        String limited = filter.sort.order(descending, filter.sort.key, "r.id") + " limit :rows";
        if (filter.text() == null) {
            return select + "lobstr_run r where true" + where;
        }
        List<String> branches = new ArrayList<>();
        String words = "%" + escaped(filter.text()) + "%";
        if (filter.text().length() >= BEGINNING) {
            values.addValue("beginning", escaped(filter.text()) + "%");
            branches.add(select + "(select * from lobstr_run where id like :beginning limit 1000) r where true" + where);
        }
        List<String> squids
                = database.queryForList("select id from lobstr_squid where name ilike :words order by id limit :names",
                        Map.of("words", words, "names", NAMES), String.class);
        List<String> reasons = database.queryForList(REASONS, Map.of("words", words, "names", NAMES), String.class);
        addBranch(branches, "squid", squids, values, select + "lobstr_run r where r.squid = one.value" + where + limited);
        addBranch(branches, "reason", reasons, values,
                select + "lobstr_run r where r.ending_reason = one.value" + where + limited);
        return branches.isEmpty() ? "" : "select * from (" + String.join(" union ", branches) + ") as found";
    }

    private static void addBranch(
            List<String> branches, String name, List<String> found, MapSqlParameterSource values, String select) {
        if (!found.isEmpty()) {
            values.addValue(name + "s", found);
            branches.add("select one_of.* from unnest(array[:" + name + "s]) as one (value) cross join lateral (" + select
                         + ") as one_of");
        }
    }

    private static String where(RunFilter filter, boolean descending, MapSqlParameterSource values) {
        if (!filter.hasCursor()) {
            return chosen(filter, values);
        }
        values.addValue("key", filter.cursorKey()).addValue("id", filter.cursorId());
        return chosen(filter, values) + " and " + filter.sort.beyond(descending);
    }

    private static String chosen(RunFilter filter, MapSqlParameterSource values) {
        StringBuilder where = new StringBuilder();
        if (filter.squid() != null) {
            where.append(" and r.squid = :squid");
            values.addValue("squid", filter.squid());
        }
        if (filter.status() != null) {
            where.append(" and r.ending = :status");
            values.addValue("status", filter.status());
        }
        if (filter.from != null) {
            where.append(" and coalesce(r.ended_at, '-infinity') >= :from");
            values.addValue("from", midnight(filter.from));
        }
        if (filter.to != null) {
            where.append(" and coalesce(r.ended_at, '-infinity') < :to");
            values.addValue("to", midnight(filter.to.plusDays(1)));
        }
        return where.toString();
    }

    static Timestamp midnight(LocalDate day) {
        return Timestamp.from(day.atTime(LocalTime.MIDNIGHT).toInstant(ZoneOffset.UTC));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
