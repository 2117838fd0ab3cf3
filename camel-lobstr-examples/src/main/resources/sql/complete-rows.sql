-- all rows of the run that the variable has are there
with run as materialized (
    select * from lobstr_seen(:#${variable.run})
),
runs as (
    insert into lobstr_row_run as known (run, squid, status, seen, found, complete)
    select run_id, squid, status, seen, false, true from run
    on conflict (run) do update set
        status = excluded.status,
        seen = excluded.seen,
        complete = true
    where (known.status, known.seen, known.complete) is distinct from (excluded.status, excluded.seen, true)
)
-- that the first run of a squid has fields is no news
update lobstr_row_field as field set told = true
from run
where field.squid = run.squid and field.told is null
    and not exists (
        select from lobstr_row_run as other
        where other.squid = run.squid and other.run <> run.run_id and other.found and other.complete)
