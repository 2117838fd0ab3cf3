-- the body is a JSON array of a run's tasks; the same tasks again change nothing
insert into lobstr_run_task (
    run, id, task, status, done_reason, done_reason_desc, params, started_at, ended_at, total_results, last_result, data
)
-- pages that shift while they are read show a task twice, and a statement may change a row once only
select distinct on (id)
    :#CamelLobstrRunId, coalesce(task.id, md5(data::text)) as id, task.task, task.status, task.done_reason,
    task.done_reason_desc, task.params, task.started_at, task.ended_at, task.total_results, task.last_result, data
from
    jsonb_array_elements(lobstr_json(:#${body})) with ordinality as element (data, place),
    jsonb_to_record(data) as task (
        id text, task text, status text, done_reason text, done_reason_desc text, params jsonb,
        started_at timestamptz, ended_at timestamptz, total_results bigint, last_result bigint
    )
order by id, place desc
on conflict (run, id) do update set
    task = excluded.task,
    status = excluded.status,
    done_reason = excluded.done_reason,
    done_reason_desc = excluded.done_reason_desc,
    params = excluded.params,
    started_at = excluded.started_at,
    ended_at = excluded.ended_at,
    total_results = excluded.total_results,
    last_result = excluded.last_result,
    data = excluded.data
where lobstr_run_task.data is distinct from excluded.data
