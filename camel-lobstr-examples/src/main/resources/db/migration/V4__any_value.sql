-- What comes from outside may be more than a column or an index holds. The column then stays empty, or has a short form, and
-- the JSON beside it keeps the value, so that one bad value does not keep a whole run out.

-- A status is unknown where the API says none.
alter table lobstr_run alter column status drop not null;

create or replace function lobstr_json(value text) returns jsonb
    language plpgsql immutable strict parallel safe
as $$
begin
    return cast(value as jsonb);
exception
    when data_exception then
        -- an escape has an even number of backslashes before it: after an odd one it is a backslash and letters
        value := regexp_replace(value,
            '(?<!\\)((?:\\\\)*)(?:\\u0000|\\ud[89ab]..(?!\\ud[c-f])|(?<!\\ud[89ab]..)\\ud[c-f]..)',
            '\1\\ufffd', 'gi');
        -- a number that no numeric holds is kept as the text that it came as: of strings, numbers and all between them
        return cast((
            select string_agg(
                case when token[1] ~ '^-?\d' and (length(token[1]) > 1000 or token[1] ~* 'e[+-]?\d{4,}$')
                    then '"' || token[1] || '"' else token[1] end,
                '' order by place)
            from
                regexp_matches(value, '"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[^"\d-]+', 'g')
                    with ordinality as found (token, place))
            as jsonb);
end
$$;

-- A number, or null if it is none that a numeric holds.
create function lobstr_number(value text) returns numeric
    language plpgsql immutable strict parallel safe
as $$
begin
    -- NaN and infinity are numbers to PostgreSQL
    return case when value ~ '^-?\d' then cast(value as numeric) end;
exception
    when data_exception then
        return null;
end
$$;

-- A whole number, or null if it is none that a bigint holds.
create function lobstr_count(value text) returns bigint
    language sql immutable strict parallel safe
as $$
    select case when number = trunc(number) and abs(number) < 9e18 then cast(number as bigint) end
    from lobstr_number(value) as number
$$;

-- Seconds, or null if they are none, or more than an interval holds.
create function lobstr_seconds(value text) returns interval
    language plpgsql immutable strict parallel safe
as $$
begin
    return make_interval(secs => cast(lobstr_number(value) as double precision));
exception
    when data_exception then
        return null;
end
$$;

-- A key of at most 1000 bytes, of which an index takes two: a longer one is cut, and has a hash, so that no two are the same.
create function lobstr_key(value text) returns text
    language sql immutable strict parallel safe
as $$
    select case when octet_length(value) <= 1000 and value !~ '~[0-9a-f]{64}$' then value
        else left(value, 200) || '~' || encode(sha256(convert_to(value, 'UTF8')), 'hex') end
$$;
