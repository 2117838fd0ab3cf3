-- the body is a JSON array of rows of the run that the variable has; answered are those that are not in the queue
select key, id, data::text as row
from (
    select distinct on (key) key, encode(sha256(convert_to(squid || ' ' || key, 'UTF8')), 'hex') as id, data, place
    from
        lobstr_seen(:#${variable.run}),
        jsonb_array_elements(lobstr_json(:#${body})) with ordinality as element (data, place),
        lateral lobstr_row_key(data, lobstr_fields(:#${properties:new-rows.key})) as key
    where not exists (select from lobstr_sent_row as sent where sent.squid = lobstr_seen.squid and sent.key = key.key)
    order by key, place desc
) as new
order by place
