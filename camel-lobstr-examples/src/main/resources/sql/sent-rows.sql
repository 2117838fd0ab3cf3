-- the body is a JSON array of what was sent, of the run that the variable has
insert into lobstr_sent_row (squid, key, run)
select squid, key, run_id
from
    lobstr_seen(:#${variable.run}),
    jsonb_to_recordset(lobstr_json(:#${body})) as sent (key text)
order by key
on conflict do nothing
