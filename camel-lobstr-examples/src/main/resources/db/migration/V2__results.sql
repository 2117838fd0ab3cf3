-- A time, in UTC where it does not say; null if it is none, since rows hold whatever was found on a page.
create function lobstr_time(value text) returns timestamp with time zone
    language plpgsql stable strict parallel safe
    set timezone = 'UTC'
as $$
begin
    -- words such as yesterday are times to PostgreSQL
    if value !~ '^\d{4}-\d\d-\d\d' then
        return null;
    end if;
    return cast(value as timestamp with time zone);
exception
    when data_exception then
        return null;
end
$$;

create table lobstr_result (
    run        text,
    id         text,
    squid      text,
    scraped_at timestamp with time zone,
    data       jsonb not null,
    primary key (run, id)
);
