-- the body is a JSON array of the fields that were told, of the squid of the run that the variable has
update lobstr_row_field as known set told = change.there
from
    lobstr_seen(:#${variable.run}) as run,
    jsonb_to_recordset(lobstr_json(:#${body})) as change (field text, there boolean)
where known.squid = run.squid and known.field = change.field
