-- of the squid of the run that the variable has: fields that have come, or gone, and of which that was not told; a run that was cut
-- short does not say that any is gone
with newest as (
    select known.squid, known.seen, known.run
    from lobstr_seen(:#${variable.run}) as run join lobstr_row_run as known on known.squid = run.squid
    where known.found and known.complete and known.status = 'done'
    order by known.seen desc, known.run desc
    limit 1
)
select field, there
from
    newest join lobstr_row_field as known using (squid),
    lateral (select (known.last_seen, known.last_run) >= (newest.seen, newest.run)) as state (there)
where there <> coalesce(told, false)
order by field
-- what is more comes with the next run
limit 50
