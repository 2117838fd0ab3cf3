-- the body is a run's JSON; the same run again changes nothing
with written as (
    insert into lobstr_run (
        id, squid, status, done_reason, done_reason_desc, origin, created_at, started_at, ended_at, duration,
        total_results, total_unique_results, credit_used, data, arrived_at, spent
    )
    select
        lobstr_key(data ->> 'id'), lobstr_key(data ->> 'squid'), data ->> 'status', data ->> 'done_reason',
        data ->> 'done_reason_desc', data ->> 'origin', lobstr_time(data ->> 'created_at'),
        lobstr_time(data ->> 'started_at'), lobstr_time(data ->> 'ended_at'), lobstr_seconds(data ->> 'duration'),
        lobstr_count(data ->> 'total_results'), lobstr_count(data ->> 'total_unique_results'),
        lobstr_number(data ->> 'credit_used'), data, now(), lobstr_spent(lobstr_number(data ->> 'credit_used'))
    from
        lobstr_json(:#${body}) as data
    on conflict (id) do update set
        squid = excluded.squid,
        status = excluded.status,
        done_reason = excluded.done_reason,
        done_reason_desc = excluded.done_reason_desc,
        origin = excluded.origin,
        created_at = excluded.created_at,
        started_at = excluded.started_at,
        ended_at = excluded.ended_at,
        duration = excluded.duration,
        total_results = excluded.total_results,
        total_unique_results = excluded.total_unique_results,
        credit_used = excluded.credit_used,
        data = excluded.data,
        -- a run that goes on and ends anew arrives anew
        arrived_at = case when lobstr_run.ended_at is distinct from excluded.ended_at then excluded.arrived_at
            else lobstr_run.arrived_at end,
        spent = excluded.spent
    where lobstr_run.data is distinct from excluded.data
    returning *
),
cost as (
    -- of a run that is not as it was it is asked anew what it cost
    insert into lobstr_run_cost as known (run)
    select id from written
    on conflict (run) do update set
        final = false,
        asked = 0,
        ask_at = now()
)
-- what a column cannot hold
select id as run, field.name, left(field.value, 100) as value
from
    written, lateral to_jsonb(written) as columns, lateral jsonb_each_text(data) as field (name, value)
where field.value is not null and jsonb_exists(columns, field.name)
    and (columns ->> field.name is null or field.name in ('id', 'squid') and columns ->> field.name <> field.value)
