-- the body is a run's JSON; the same run again changes nothing
insert into lobstr_run (
    id, squid, status, done_reason, done_reason_desc, origin, created_at, started_at, ended_at, duration,
    total_results, total_unique_results, credit_used, data
)
select
    run.id, run.squid, run.status, run.done_reason, run.done_reason_desc, run.origin, run.created_at, run.started_at,
    run.ended_at, make_interval(secs => run.duration), run.total_results, run.total_unique_results, run.credit_used, data
from
    lobstr_json(:#${body}) as data,
    jsonb_to_record(data) as run (
        id text, squid text, status text, done_reason text, done_reason_desc text, origin text,
        created_at timestamptz, started_at timestamptz, ended_at timestamptz, duration double precision,
        total_results bigint, total_unique_results bigint, credit_used numeric
    )
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
    data = excluded.data
where lobstr_run.data is distinct from excluded.data
