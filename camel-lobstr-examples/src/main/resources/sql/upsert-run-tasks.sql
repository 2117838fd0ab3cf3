-- the body is a JSON array of a run's tasks; the same tasks again change nothing
with written as (
    insert into lobstr_run_task (
        run, id, task, status, done_reason, done_reason_desc, params, started_at, ended_at, total_results, last_result,
        data
    )
    -- pages that shift while they are read show a task twice, and a statement may change a row once only
    select distinct on (id)
        lobstr_key(:#CamelLobstrRunId), lobstr_key(coalesce(data ->> 'id', md5(data::text))) as id, data ->> 'task',
        data ->> 'status', data ->> 'done_reason', data ->> 'done_reason_desc', data -> 'params',
        lobstr_time(data ->> 'started_at'), lobstr_time(data ->> 'ended_at'), lobstr_count(data ->> 'total_results'),
        lobstr_count(data ->> 'last_result'), data
    from
        jsonb_array_elements(lobstr_json(:#${body})) with ordinality as element (data, place)
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
    returning *
)
-- what a column cannot hold
select written.run, written.id, field.name, left(field.value, 100) as value
from
    written, lateral to_jsonb(written) as columns, lateral jsonb_each_text(data) as field (name, value)
where field.value is not null and jsonb_exists(columns, field.name)
    and (columns ->> field.name is null or field.name = 'id' and columns ->> field.name <> field.value)
