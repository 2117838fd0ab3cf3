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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import javax.sql.DataSource;

import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * What there is to show. It reads tables, and nothing else.
 */
public class RunPages {

    private static final String SQUIDS = """
            select id, coalesce(name, id) as name from lobstr_squid order by lower(coalesce(name, id)), id limit 500""";
    private static final int REPORTED = 50;
    private static final String READ = "The runs cannot be read";
    private static final String PART = "A part of the page of runs cannot be read, ";
    private static final String LOOK = "What runs is not known until the next look";

    private final JdbcTemplate database;
    private final FinishedRuns finished;
    private final RunCharts charts;
    private final RunningNow running;
    private final RunDetails details;
    private final TroubleLog troubles = new TroubleLog();
    private final Clock clock = Clock.systemUTC();

    /**
     * @param database connections that may only read
     */
    public RunPages(DataSource database) {
        this.database = new JdbcTemplate(database);
        NamedParameterJdbcTemplate named = new NamedParameterJdbcTemplate(this.database);
        finished = new FinishedRuns(named);
        charts = new RunCharts(named);
        running = new RunningNow(named);
        details = new RunDetails(named);
    }

    /**
     * @param  request                  which finished runs are wanted
     * @return                          all that the page of runs shows
     * @throws IllegalArgumentException if a parameter is wrong
     */
    public PageView runs(@Body PageRequest request) {
        RunFilter filter = RunFilter.of(request);
        Map<String, Object> model = overview(filter);
        put(model, "page", () -> finished.page(filter));
        troubles.well(READ);
        return new PageView("runs.ftlh", model);
    }

    /** What cannot be read is left out of the page, which says so in its place. */
    private void put(Map<String, Object> model, String name, Supplier<Object> part) {
        try {
            model.put(name, part.get());
            troubles.well(PART + name);
        } catch (CannotGetJdbcConnectionException e) {
            // then there is no other part either
            throw e;
        } catch (DataAccessException | ClassCastException | PageNotFoundException e) {
            troubles.failed(PART + name, e);
        }
    }

    private Map<String, Object> overview(RunFilter filter) {
        LocalDate today = LocalDate.now(clock);
        Map<String, Object> model = model();
        model.put("filter", filter.parameters());
        model.put("isSelective", filter.isSelective());
        model.put("sort", filter.sort.toString());
        model.put("descending", filter.descending);
        model.put("byEnd", filter.sortedBy(Sort.ENDED));
        model.put("byCredits", filter.sortedBy(Sort.CREDITS));
        model.put("endings", RunFilter.ENDINGS);
        model.put("days", charts.days(filter, today));
        put(model, "running", running::runs);
        put(model, "squids", () -> database.queryForList(SQUIDS));
        put(model, "credits", () -> charts.credits(filter, today));
        put(model, "reasons", () -> charts.reasons(filter, today));
        put(model, "delays", charts::delays);
        return model;
    }

    /**
     * @param  request                  with no parameter
     * @return                          the runs that are under way
     * @throws IllegalArgumentException if there is one
     */
    public PageView live(@Body PageRequest request) {
        request.accept(Set.of());
        Map<String, Object> model = model();
        put(model, "running", running::runs);
        troubles.well(READ);
        return new PageView("live.ftlh", model);
    }

    /**
     * @param  request                  with the run's {@code id}
     * @return                          all that is known of it
     * @throws IllegalArgumentException if there is another parameter, or none
     * @throws PageNotFoundException    if it is not known
     */
    public PageView run(@Body PageRequest request) {
        request.accept(Set.of("id"));
        if (request.parameter("id") == null) {
            throw new IllegalArgumentException("The address wants the id of a run.");
        }
        Map<String, Object> model = model();
        model.put("run", details.run(request.parameter("id")));
        return new PageView("run.ftlh", model);
    }

    /**
     * The page as one file, with its styles and scripts in it, and with the details of its runs below.
     *
     * @return all that it shows
     */
    public PageView report() {
        RunFilter filter = RunFilter.of(new PageRequest("/runs", Map.of()));
        Map<String, Object> model = overview(filter);
        put(model, "page", () -> finished.page(filter, REPORTED));
        model.put("isReport", true);
        model.put("details", model.get("page") instanceof Map<?, ?> page ? details((List<?>) page.get("rows")) : List.of());
        String style = PageAssets.text("uplot.css") + PageAssets.text("page.css");
        String script = PageAssets.text("uplot.js") + "\n" + PageAssets.text("page.js");
        model.put("style", style);
        model.put("script", script);
        model.put("policy", "default-src 'none'; img-src data:; style-src " + hash(style) + "; script-src " + hash(script));
        return new PageView("runs.ftlh", model);
    }

    /** One for each row; what cannot be read is not in it. */
    private List<Map<String, Object>> details(List<?> rows) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Object row : rows) {
            Map<String, Object> detail = new HashMap<>();
            put(detail, "run", () -> details.run((String) ((Map<?, ?>) row).get("id")));
            all.add(detail);
        }
        return all;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> model() {
        Map<String, Object> model = new HashMap<>();
        model.put("isReport", false);
        model.put("now", LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' '));
        return model;
    }

    /**
     * Says why it is not known what runs, unless it has been said.
     *
     * @param reason why lobstr.io was asked in vain
     */
    public void noLook(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason) {
        troubles.failed(LOOK, reason);
    }

    /** Says the next time again why it is not known what runs. */
    public void looked() {
        troubles.well(LOOK);
        troubles.well(READ);
    }

    /**
     * What is said where there is no page to show.
     *
     * @param  exchange its headers get the status
     * @param  reason   what went wrong
     * @return          what is said
     */
    public PageView trouble(Exchange exchange, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason) {
        boolean isTheirs = reason instanceof IllegalArgumentException || reason instanceof PageNotFoundException;
        if (!isTheirs) {
            troubles.failed(READ, reason);
        }
        exchange.getMessage().setHeader(
                Exchange.HTTP_RESPONSE_CODE, reason instanceof PageNotFoundException ? 404 : isTheirs ? 400 : 503);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "text/html; charset=utf-8");
        Map<String, Object> model = model();
        model.put("trouble", isTheirs ? reason.getMessage() : "The runs cannot be read now: the log says why.");
        return new PageView("trouble.ftlh", model);
    }
}
