-- the body is the JSON of a run's stats, and the property has the run's own
insert into lobstr_running_run (
    run, squid, status, started_at, percent, tasks, tasks_done, results, credits, ends_at, seen_at
)
select
    lobstr_key(run ->> 'id'), lobstr_key(run ->> 'squid'), run ->> 'status', lobstr_time(run ->> 'started_at'),
    lobstr_number(stats ->> 'percent_done'), lobstr_count(stats ->> 'total_tasks'), lobstr_count(stats ->> 'total_tasks_done'),
    greatest(lobstr_count(run ->> 'total_results'), lobstr_count(stats ->> 'total_results')),
    lobstr_spent(lobstr_number(run ->> 'credit_used')), now() + lobstr_seconds(stats ->> 'eta'), now()
from lobstr_json(:#${exchangeProperty.run}) as run, lobstr_json(:#${body}) as stats
on conflict (run) do update set
    squid = excluded.squid,
    status = excluded.status,
    started_at = excluded.started_at,
    percent = excluded.percent,
    tasks = excluded.tasks,
    tasks_done = excluded.tasks_done,
    results = excluded.results,
    credits = excluded.credits,
    ends_at = excluded.ends_at,
    seen_at = excluded.seen_at
