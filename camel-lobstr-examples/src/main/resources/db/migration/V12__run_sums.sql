-- What the charts of the page of runs show, so that they need not read all runs: how many ended on a day (in UTC), by how and why
-- they ended, and what they cost; of each squid, and of all. The database keeps it, whoever changes lobstr_run. A run without an end
-- is in no sum, and what no sum survives, such as NaN, is taken for unknown, also where it was written while triggers were off. What is of one key may be in several rows, which are to be added up.
create table lobstr_run_sum (
    of_all boolean not null,
    day    date not null,
    -- empty where it is not known, and in sums of all squids
    squid  text not null,
    ending text not null,
    reason text not null,
    runs   bigint not null,
    -- of how many of them it is known what they cost
    known  bigint not null,
    spent  numeric not null
)
-- room for the next versions of a row beside it: then no index has to be written for them
with (fillfactor = 70);

create index lobstr_run_sum_key on lobstr_run_sum (of_all, day, squid, ending, reason);

-- Nobody waits for a sum, so that no two wait for each other, in whatever order they change runs: where another transaction has
-- changed it, and is not over yet, a row is begun beside it. Whoever comes next and finds both free makes them one.
create function lobstr_add_to_sum(more lobstr_run_sum) returns void
    language plpgsql
as $$
declare
    places tid[] := array(
        select ctid from lobstr_run_sum as sum
        where sum.of_all = more.of_all and sum.day = more.day and sum.squid = more.squid and sum.ending = more.ending
            and sum.reason = more.reason
        for update skip locked);
    place  tid;
    empty  boolean;
begin
    if cardinality(places) > 1 then
        with other as (
            delete from lobstr_run_sum where ctid = any(places[2:]) returning *
        )
        select more.runs + coalesce(sum(runs), 0), more.known + coalesce(sum(known), 0), more.spent + coalesce(sum(spent), 0)
        into more.runs, more.known, more.spent
        from other;
    end if;
    update lobstr_run_sum set runs = runs + more.runs, known = known + more.known, spent = spent + more.spent
    where ctid = places[1]
    returning ctid, runs = 0 and known = 0 and spent = 0 into place, empty;
    if not found then
        insert into lobstr_run_sum values (more.*);
    elsif empty then
        delete from lobstr_run_sum where ctid = place;
    end if;
end
$$;

-- Once for each statement, whatever it has changed. What leaves a sum as it is leaves its rows as they are. Whoever may change runs
-- need not be allowed to change sums.
create function lobstr_sum_runs() returns trigger
    language plpgsql
    security definer
as $$
begin
    if tg_op = 'TRUNCATE' then
        truncate lobstr_run_sum;
    elsif tg_op = 'UPDATE' then
        -- an upsert is of both kinds
        if exists (select from added) then
            perform lobstr_add_to_sum(cast(row(
                grouping(squid) = 1, day, coalesce(squid, ''), ending, reason, sum(sign),
                coalesce(sum(sign) filter (where spent is not null), 0), coalesce(sum(sign * spent), 0)) as lobstr_run_sum))
            from (
                select
                    sign, cast(ended_at at time zone 'UTC' as date) as day, coalesce(squid, '') as squid, ending,
                    coalesce(ending_reason, '') as reason, spent
                from (
                    select 1 as sign, ended_at, squid, ending, ending_reason, lobstr_spent(spent) as spent from added
                    union all
                    select -1, ended_at, squid, ending, ending_reason, lobstr_spent(spent) from removed) as changed
                where isfinite(ended_at)) as run
            group by grouping sets ((day, squid, ending, reason), (day, ending, reason))
            having sum(sign) <> 0 or sum(sign) filter (where spent is not null) <> 0 or sum(sign * spent) <> 0;
        end if;
    elsif exists (select from changed) then
        perform lobstr_add_to_sum(cast(row(
            grouping(squid) = 1, day, coalesce(squid, ''), ending, reason, sum(sign),
            coalesce(sum(sign) filter (where spent is not null), 0), coalesce(sum(sign * spent), 0)) as lobstr_run_sum))
        from (
            select
                case tg_op when 'INSERT' then 1 else -1 end as sign, cast(ended_at at time zone 'UTC' as date) as day,
                coalesce(squid, '') as squid, ending, coalesce(ending_reason, '') as reason, lobstr_spent(spent) as spent
            from changed
            where isfinite(ended_at)) as run
        group by grouping sets ((day, squid, ending, reason), (day, ending, reason));
    end if;
    return null;
end
$$;

create trigger sum_inserted after insert on lobstr_run
    referencing new table as changed for each statement execute function lobstr_sum_runs();
create trigger sum_updated after update on lobstr_run
    referencing old table as removed new table as added for each statement execute function lobstr_sum_runs();
create trigger sum_deleted after delete on lobstr_run
    referencing old table as changed for each statement execute function lobstr_sum_runs();
create trigger sum_truncated after truncate on lobstr_run
    for each statement execute function lobstr_sum_runs();

-- The sums anew, from the runs that are there; for whoever has changed them while triggers were off.
create function lobstr_sum_anew() returns void
    language plpgsql
as $$
begin
    lock table lobstr_run in share row exclusive mode;
    delete from lobstr_run_sum;
    insert into lobstr_run_sum
    select grouping(squid) = 1, day, coalesce(squid, ''), ending, reason, count(*), count(spent), coalesce(sum(spent), 0)
    from (
        select
            cast(ended_at at time zone 'UTC' as date) as day, coalesce(squid, '') as squid, ending,
            coalesce(ending_reason, '') as reason, lobstr_spent(spent) as spent
        from lobstr_run
        where isfinite(ended_at)) as run
    group by grouping sets ((day, squid, ending, reason), (day, ending, reason))
    order by 1, 2, 3, 4, 5;
end
$$;

-- they find what is meant here, whatever the session of whoever changes runs would find
do $$
begin
    execute format('alter function lobstr_sum_runs() set search_path = %I, pg_temp', current_schema());
    execute format('alter function lobstr_sum_anew() set search_path = %I, pg_temp', current_schema());
end
$$;

select lobstr_sum_anew();

-- the charts read the sums now
drop index lobstr_run_for_credits;
drop index lobstr_run_for_reasons;
