-- A time, in UTC where it does not say; null if it is none, since rows hold whatever was found on a page.
create function lobstr_time(value text) returns timestamp with time zone
    language plpgsql stable strict parallel safe
    set timezone = 'UTC'
as $$
begin
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
