-- the body is what lobstr.io says that a run cost, in JSON, and the variable has the run; the same again changes nothing
with said as materialized (
    select
        lobstr_key(:#CamelLobstrRunId) as run, data, lobstr_number(data ->> 'total_credits') as total_credits,
        case jsonb_typeof(data -> 'breakdown') when 'array' then data -> 'breakdown' else '[]' end as breakdown,
        lobstr_verifying(lobstr_json(:#${variable.run})) as verifying
    from lobstr_json(:#${body}) as data
),
held as materialized (
    -- the run before its cost, as where a run is written: two that wait for each other would wait for ever
    select id from lobstr_run join said on id = run for no key update of lobstr_run
),
cost as (
    update lobstr_run_cost as cost set
        total_credits = said.total_credits,
        final = not verifying and said.total_credits is not null,
        ask_at = case when verifying or said.total_credits is null then cost.ask_at end,
        data = said.data
    from said join held on held.id = said.run
    where cost.run = said.run
    returning cost.run, cost.total_credits
),
shown as (
    update lobstr_run set spent = lobstr_spent(total_credits)
    from cost
    where id = cost.run and spent is distinct from lobstr_spent(total_credits) and total_credits is not null
),
functions as (
    select
        run, lobstr_key(coalesce(item ->> 'function', '')) as function, sum(lobstr_number(item ->> 'credits')) as credits,
        sum(lobstr_count(item ->> 'attempts')) as attempts
    from cost join said using (run), jsonb_array_elements(breakdown) as item
    group by 1, 2
),
gone as (
    delete from lobstr_run_credit as known using cost
    where known.run = cost.run and not exists (select from functions where functions.function = known.function)
)
insert into lobstr_run_credit as known (run, function, credits, attempts)
select run, function, credits, case when attempts < 9e18 then cast(attempts as bigint) end
from functions
on conflict (run, function) do update set
    credits = excluded.credits,
    attempts = excluded.attempts
where (known.credits, known.attempts) is distinct from (excluded.credits, excluded.attempts)
