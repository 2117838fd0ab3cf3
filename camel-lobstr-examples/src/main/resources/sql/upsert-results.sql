-- the body is a JSON array of rows of a run; the same rows again change nothing
with written as (
    insert into lobstr_result (run, id, squid, scraped_at, data)
    -- pages that shift while they are read show a row twice, and a statement may change a row once only
    select distinct on (id)
        -- a row without an id is kept under a hash of all it says
        lobstr_key(:#CamelLobstrRunId), lobstr_key(coalesce(nullif(data ->> 'id', ''), md5(data::text))) as id,
        data ->> 'squid', lobstr_time(data ->> 'scraping_time'), data
    from
        jsonb_array_elements(lobstr_json(:#${body})) with ordinality as element (data, place)
    order by id, place desc
    on conflict (run, id) do update set
        squid = excluded.squid,
        scraped_at = excluded.scraped_at,
        data = excluded.data
    where lobstr_result.data is distinct from excluded.data
    returning
        run, id, scraped_at::text, nullif(data ->> 'id', '') as given_id, data ->> 'scraping_time' as given_time
)
-- what a column cannot hold
select run, id, field.name, left(field.value, 100) as value
from
    written,
    lateral (values
        ('id', given_id, case when id = given_id then id end),
        ('scraping_time', given_time, scraped_at)
    ) as field (name, value, kept)
where field.value is not null and field.kept is null
