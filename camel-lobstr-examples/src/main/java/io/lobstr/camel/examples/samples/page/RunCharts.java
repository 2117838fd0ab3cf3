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
    /** Of which the chart is in any case. */
    private static final int FEWEST_DAYS = 7;
    /** Squids with a colour of their own. */
    private static final int SQUIDS = 5;
    /** In the place of a squid. */
    private static final int ALL = 0;

    /** The days of all that is chosen, and of the squids with a colour; one more tells that there are others. */
    private static final String CREDITS = """
            with squid as (
                select squid, row_number() over (order by sum(spent) desc, squid) as place
                from lobstr_run_sum
                where not of_all and day between :from and :to%2$s
                group by squid
                order by place
                limit :squids + 1
            )
            select 0 as place, '' as name, day, sum(runs) as runs,
                coalesce(sum(runs) filter (where ending = 'done'), 0) as done, sum(spent) as spent
            from lobstr_run_sum
            where %1$s
            group by day
            having sum(runs) > 0
            union all
            select place, coalesce(name, squid), day, null, null, spent
            from squid left join lobstr_squid on id = squid
                cross join lateral (
                    select day, sum(spent) as spent
                    from lobstr_run_sum
                    where not of_all and day in (:days) and lobstr_run_sum.squid = squid.squid%2$s
                    group by day
                    having sum(runs) > 0) as of_squid
            """;

    private static final String FIRST = "select min(day) from lobstr_run_sum where of_all and runs > 0";

    private static final String REASONS = """
            select coalesce(nullif(reason, ''), 'no reason given') as reason, ending, sum(runs) as runs,
                case when sum(known) > 0 then sum(spent) end as spent
            from lobstr_run_sum
            where %1$s and ending <> 'done'
            group by 1, 2
            having sum(runs) > 0
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

    /**
     * The days of a filter.
     *
     * @param sums   which of the sums are of what is chosen
     * @param chosen what is to be so in those of single squids, too
     */
    private record Span(
            LocalDate from, LocalDate to, boolean isCut, String sums, String chosen, MapSqlParameterSource values) {
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
        List<Map<String, Object>> sums = database.queryForList(CREDITS.formatted(span.sums, span.chosen), span.values);
        return credits(span, filter.from == null ? first(span) : span.from, sums);
    }

    /** Days before the first run of all are no gap. */
    private LocalDate first(Span span) {
        LocalDate run = database.queryForObject(FIRST, span.values, LocalDate.class);
        LocalDate week = span.to.minusDays(FEWEST_DAYS - 1L);
        return run == null || run.isAfter(week) ? week : run.isAfter(span.from) ? run : span.from;
    }

    List<Map<String, Object>> reasons(RunFilter filter, LocalDate today) {
        Span span = span(filter, today);
        return database.queryForList(REASONS.formatted(span.sums), span.values);
    }

    List<Map<String, Object>> delays() {
        return database.queryForList(DELAYS, Map.of());
    }

    private static Span span(RunFilter filter, LocalDate today) {
        LocalDate to = filter.to == null ? today : filter.to;
        LocalDate from = filter.from == null ? to.minusDays(DAYS - 1L) : filter.from;
        boolean isCut = from.isBefore(to.minusDays(MOST_DAYS - 1L));
        from = isCut ? to.minusDays(MOST_DAYS - 1L) : from;
        String chosen = (filter.squid() == null ? "" : " and lobstr_run_sum.squid = :squid")
                        + (filter.status() == null ? "" : " and ending = :ending");
        String sums = (filter.squid() == null ? "of_all" : "not of_all") + " and day in (:days)" + chosen;
        MapSqlParameterSource values = new MapSqlParameterSource("from", from).addValue("to", to)
                .addValue("days", from.datesUntil(to.plusDays(1)).toList()).addValue("squid", filter.squid())
                .addValue("ending", filter.status()).addValue("squids", SQUIDS);
        return new Span(from, to, isCut, sums, chosen, values);
    }

    /** Days without a run are there too: a gap is to be seen as one. */
    private static Map<String, Object> credits(Span span, LocalDate first, List<Map<String, Object>> sums) {
        Map<Integer, String> names = new TreeMap<>();
        Map<String, Map<Integer, BigDecimal>> days = new TreeMap<>();
        span.from.datesUntil(span.to.plusDays(1)).forEach(day -> days.put(day.toString(), new HashMap<>()));
        BigDecimal runs = BigDecimal.ZERO;
        BigDecimal done = BigDecimal.ZERO;
        for (Map<String, Object> sum : sums) {
            int place = ((Number) sum.get("place")).intValue();
            days.get(String.valueOf(sum.get("day"))).put(place, (BigDecimal) sum.get("spent"));
            if (place == ALL) {
                runs = runs.add((BigDecimal) sum.get("runs"));
                done = done.add((BigDecimal) sum.get("done"));
            } else {
                names.put(place,
                        place > SQUIDS ? "other squids" : "".equals(sum.get("name")) ? "no squid" : (String) sum.get("name"));
            }
        }
        BigDecimal total = BigDecimal.ZERO;
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Map.Entry<String, Map<Integer, BigDecimal>> day : days.entrySet()) {
            Map<Integer, BigDecimal> spent = day.getValue();
            BigDecimal ofDay = spent.getOrDefault(ALL, BigDecimal.ZERO);
            BigDecimal others = ofDay;
            for (int place = 1; place <= SQUIDS; place++) {
                others = others.subtract(spent.getOrDefault(place, BigDecimal.ZERO));
            }
            spent.put(SQUIDS + 1, others);
            total = total.add(ofDay);
            if (!LocalDate.parse(day.getKey()).isBefore(first)) {
                rows.add(Map.of("day", day.getKey(), "total", ofDay, "credits",
                        names.keySet().stream().map(place -> spent.getOrDefault(place, BigDecimal.ZERO)).toList()));
            }
        }
        return Map.of("squids", List.copyOf(names.values()), "days", rows, "runs", runs, "done", done, "credits", total);
    }
}
