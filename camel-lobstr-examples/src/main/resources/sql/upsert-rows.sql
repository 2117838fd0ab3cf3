-- the body is a JSON array of rows of the run that the variable has; the same rows again change nothing
with run as materialized (
    select * from lobstr_seen(:#${variable.run})
),
found as (
    -- a run may show a row twice, and a statement may change a row once only
    select distinct on (key)
        lobstr_row_key(data, lobstr_fields(:#${properties:results.key})) as key, data
    from
        jsonb_array_elements(lobstr_json(:#${body})) with ordinality as element (data, place)
    order by key, place desc
),
runs as (
    insert into lobstr_row_run as known (run, squid, status, seen, found, complete)
    select run_id, squid, status, seen, true, false from run
    on conflict (run) do update set found = true
    where not known.found
),
fields as (
    insert into lobstr_row_field as known (squid, field, last_seen, last_run)
    select distinct squid, lobstr_key(field) as field, seen, run_id
    from run, found, jsonb_object_keys(data) as field
    order by field
    on conflict (squid, field) do update set
        last_seen = excluded.last_seen,
        last_run = excluded.last_run
    where (known.last_seen, known.last_run) < (excluded.last_seen, excluded.last_run)
)
insert into lobstr_row as known (squid, key, first_seen, first_run, last_seen, last_run, data)
select squid, key, seen, run_id, seen, run_id, data
from run, found
-- in order: two that write the same rows at once wait for each other, and not in a circle
order by key
on conflict (squid, key) do update set
    first_seen = least(known.first_seen, excluded.first_seen),
    first_run = case
        when (excluded.first_seen, excluded.first_run) < (known.first_seen, known.first_run) then excluded.first_run
        else known.first_run
    end,
    last_seen = greatest(known.last_seen, excluded.last_seen),
    last_run = case
        when (excluded.last_seen, excluded.last_run) > (known.last_seen, known.last_run) then excluded.last_run
        else known.last_run
    end,
    data = case
        when (excluded.last_seen, excluded.last_run) >= (known.last_seen, known.last_run) then excluded.data
        else known.data
    end
where (excluded.first_seen, excluded.first_run) < (known.first_seen, known.first_run)
    or (excluded.last_seen, excluded.last_run) > (known.last_seen, known.last_run)
    or (excluded.last_seen, excluded.last_run) = (known.last_seen, known.last_run) and excluded.data <> known.data
