-- the body is a JSON array of squids; the same squids again change nothing
insert into lobstr_squid as known (id, name)
select distinct on (id) lobstr_key(data ->> 'id') as id, data ->> 'name'
from jsonb_array_elements(lobstr_json(:#${body})) as data
where data ->> 'id' is not null
order by id
on conflict (id) do update set
    name = excluded.name,
    seen_at = excluded.seen_at
where known.name is distinct from excluded.name
