-- What makes two rows of a squid the same one: the values of the fields, or, where none are named or none of them has a value, a
-- hash of all that the row says but for its run, its id and the time. No hash looks like values, which are a JSON array.
create function lobstr_row_key(data jsonb, fields text[]) returns text
    language plpgsql immutable parallel safe
as $$
declare
    found  boolean;
    chosen jsonb;
begin
    select bool_or(nullif(data ->> field, '') is not null), jsonb_agg(data -> field order by place)
    into found, chosen
    from unnest(fields) with ordinality as named (field, place);
    if found then
        return lobstr_key(chosen::text);
    end if;
    return '~' || encode(sha256(convert_to((data - '{run,id,scraping_time}'::text[])::text, 'UTF8')), 'hex');
end
$$;

-- The names of fields, with commas between them; null where all of a row counts.
create function lobstr_fields(names text) returns text[]
    language sql immutable strict parallel safe
as $$
    select case when names !~ '^\s*\*?\s*$' then regexp_split_to_array(btrim(names), '\s*,\s*') end
$$;

-- What the statements on rows need of a run, of which they have the JSON. It is seen when it ended.
create function lobstr_seen(run text, out run_id text, out squid text, out status text, out seen timestamp with time zone)
    language sql stable parallel safe
as $$
    select
        lobstr_key(data ->> 'id'), lobstr_key(coalesce(data ->> 'squid', '')), data ->> 'status',
        coalesce(
            lobstr_time(data ->> 'ended_at'), lobstr_time(data ->> 'started_at'), lobstr_time(data ->> 'created_at'), now())
    from lobstr_json(run) as data
$$;

-- Each row of a squid once, however many of its runs show it, as the last of them does.
create table lobstr_row (
    squid      text,
    key        text,
    first_seen timestamp with time zone not null,
    first_run  text not null,
    last_seen  timestamp with time zone not null,
    last_run   text not null,
    data       jsonb not null,
    primary key (squid, key)
);

create index lobstr_row_first on lobstr_row (squid, first_seen, first_run);

-- The runs that rows are of.
create table lobstr_row_run (
    run      text primary key,
    squid    text not null,
    status   text,
    seen     timestamp with time zone not null,
    -- whether it had any rows
    found    boolean not null,
    -- whether all of them are there
    complete boolean not null
);

create index lobstr_row_run_squid on lobstr_row_run (squid, seen, run);

-- The fields that rows of a squid have, and whether it was told last that they are there, or that they are gone.
create table lobstr_row_field (
    squid     text,
    field     text,
    last_seen timestamp with time zone not null,
    last_run  text not null,
    told      boolean,
    primary key (squid, field)
);

-- What is new since a run: select … where since = its id. Of runs that ended at one time the greater id is the later one.
create view lobstr_new_row as
select run.run as since, lobstr_row.*
from lobstr_row_run as run
    join lobstr_row on lobstr_row.squid = run.squid
        and (lobstr_row.first_seen, lobstr_row.first_run) > (run.seen, run.run);
