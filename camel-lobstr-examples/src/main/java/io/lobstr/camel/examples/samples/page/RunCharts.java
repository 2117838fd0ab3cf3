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

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * What runs cost, why they failed, and how long they took to arrive.
 */
final class RunCharts {

    private static final int DAYS = 30;
    private static final int MOST_DAYS = 62;
    /** Squids with a colour of their own. */
    private static final int SQUIDS = 5;

    /** Day by day: so it walks the index, and neither computes the day of each run nor sorts by it. */
    private static final String CREDITS = """
            with run as materialized (
                select cast(day at time zone 'UTC' as date) as day, coalesce(squid, '') as squid, runs, done, spent
                from
                    generate_series(
                        cast(:from as timestamp with time zone), cast(:last as timestamp with time zone), interval '24 hours')
                    as day
                    cross join lateral (
                        select squid, count(*) as runs, count(*) filter (where ending = 'done') as done, sum(spent) as spent
                        from lobstr_run
                        where ended_at >= day and ended_at < day + interval '24 hours'
                            and (cast(:squid as text) is null or squid = :squid)
                        group by squid) as of_day
            ),
            squid as (
                select squid, least(row_number() over (order by sum(spent) desc nulls last, squid), :squids + 1) as place
                from run
                group by 1
            )
            select day, place, case when place <= :squids then coalesce(name, squid.squid) end as name, sum(runs) as runs,
                sum(done) as done, sum(spent) as spent
            from run join squid on squid.squid = run.squid left join lobstr_squid on id = squid.squid
            group by 1, 2, 3
            """;

    private static final String REASONS = """
            select coalesce(nullif(ending_reason, ''), 'no reason given') as reason, ending, count(*) as runs,
                sum(spent) as spent
            from lobstr_run
            where ending <> 'done' and ended_at >= :from and ended_at < :to and (cast(:squid as text) is null or squid = :squid)
            group by 1, 2
            order by runs desc, reason
            limit 10
            """;

    /** Of each route, found by skipping from one to the next, the last arrivals. */
    private static final String DELAYS = """
            with recursive routes as (
                (select min(route) as route from lobstr_run_place where delay is not null)
                union all
                select (select min(p.route) from lobstr_run_place p where p.delay is not null and p.route > routes.route)
                from routes where route is not null
            ),
            arrival as (
                select routes.route, push, cast(extract(epoch from delay) as double precision) as delay
                from routes cross join lateral (
                    select push, delay from lobstr_run_place p where p.route = routes.route and delay is not null
                    order by at desc limit 1000) as last
                union all
                select 'the table lobstr_run', false, cast(extract(epoch from arrived_at - ended_at) as double precision)
                from (
                    select arrived_at, ended_at from lobstr_run where arrived_at is not null
                    order by arrived_at desc limit 1000) as last
                where ended_at is not null
            )
            select route, push, count(*) as arrivals, percentile_disc(0.5) within group (order by delay) as median,
                percentile_disc(0.9) within group (order by delay) as most, max(delay) as longest
            from arrival
            group by route, push
            order by median, route
            """;

    private final NamedParameterJdbcTemplate database;

    RunCharts(NamedParameterJdbcTemplate database) {
        this.database = database;
    }

    /** The days and the squid of a filter. */
    private record Span(LocalDate from, LocalDate to, boolean isCut, MapSqlParameterSource values) {
    }

    /**
     * @param  today in UTC
     * @return       which days the charts are of
     */
    Map<String, Object> days(RunFilter filter, LocalDate today) {
        Span span = span(filter, today);
        return Map.of("from", span.from.toString(), "to", span.to.toString(), "isCut", span.isCut,
                "days", ChronoUnit.DAYS.between(span.from, span.to) + 1);
    }

    Map<String, Object> credits(RunFilter filter, LocalDate today) {
        Span span = span(filter, today);
        return credits(span.from, span.to, database.queryForList(CREDITS, span.values));
    }

    List<Map<String, Object>> reasons(RunFilter filter, LocalDate today) {
        return database.queryForList(REASONS, span(filter, today).values);
    }

    List<Map<String, Object>> delays() {
        return database.queryForList(DELAYS, Map.of());
    }

    private static Span span(RunFilter filter, LocalDate today) {
        LocalDate to = filter.to == null ? today : filter.to;
        LocalDate from = filter.from == null ? to.minusDays(DAYS - 1L) : filter.from;
        boolean isCut = from.isBefore(to.minusDays(MOST_DAYS - 1L));
        from = isCut ? to.minusDays(MOST_DAYS - 1L) : from;
        MapSqlParameterSource values = new MapSqlParameterSource("from", FinishedRuns.midnight(from))
                .addValue("last", FinishedRuns.midnight(to)).addValue("to", FinishedRuns.midnight(to.plusDays(1)))
                .addValue("squid", filter.squid()).addValue("squids", SQUIDS);
        return new Span(from, to, isCut, values);
    }

    /** Days without a run are there too: a gap is to be seen as one. */
    private static Map<String, Object> credits(LocalDate from, LocalDate to, List<Map<String, Object>> sums) {
        Map<Integer, String> names = new TreeMap<>();
        Map<String, Map<Integer, BigDecimal>> days = new TreeMap<>();
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            days.put(day.toString(), new HashMap<>());
        }
        BigDecimal runs = BigDecimal.ZERO;
        BigDecimal done = BigDecimal.ZERO;
        BigDecimal total = BigDecimal.ZERO;
        for (Map<String, Object> sum : sums) {
            int place = ((Number) sum.get("place")).intValue();
            BigDecimal spent = sum.get("spent") == null ? BigDecimal.ZERO : (BigDecimal) sum.get("spent");
            names.put(place,
                    place > SQUIDS ? "other squids" : "".equals(sum.get("name")) ? "no squid" : (String) sum.get("name"));
            days.get(String.valueOf(sum.get("day"))).merge(place, spent, BigDecimal::add);
            runs = runs.add((BigDecimal) sum.get("runs"));
            done = done.add((BigDecimal) sum.get("done"));
            total = total.add(spent);
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        days.forEach((day, spent) -> rows.add(Map.of(
                "day", day,
                "credits", names.keySet().stream().map(place -> spent.getOrDefault(place, BigDecimal.ZERO)).toList(),
                "total", spent.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))));
        return Map.of("squids", List.copyOf(names.values()), "days", rows, "runs", runs, "done", done, "credits", total);
    }
}
