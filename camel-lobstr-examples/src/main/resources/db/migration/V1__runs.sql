-- JSON from outside may hold what a PostgreSQL text cannot: the character U+0000, and halves of characters where a text was
-- cut. The replacement character takes their place, so that one bad character does not keep a whole run out.
create function lobstr_json(value text) returns jsonb
    language plpgsql immutable strict parallel safe
as $$
begin
    return cast(value as jsonb);
exception
    when data_exception then
        -- an escape has an even number of backslashes before it: after an odd one it is a backslash and letters
        return cast(
            regexp_replace(value,
                '(?<!\\)((?:\\\\)*)(?:\\u0000|\\ud[89ab]..(?!\\ud[c-f])|(?<!\\ud[89ab]..)\\ud[c-f]..)',
                '\1\\ufffd', 'gi')
            as jsonb);
end
$$;

create table lobstr_run (
    id                   text primary key,
    squid                text,
    status               text not null,
    done_reason          text,
    done_reason_desc     text,
    origin               text,
    created_at           timestamp with time zone,
    started_at           timestamp with time zone,
    ended_at             timestamp with time zone,
    duration             interval,
    total_results        bigint,
    total_unique_results bigint,
    credit_used          numeric,
    -- everything the API said, fields that nobody documented too
    data                 jsonb not null
);

create index lobstr_run_squid on lobstr_run (squid, ended_at);

-- What became of each task of a run. Its rows are written before the run's: a run that is there has all its tasks.
create table lobstr_run_task (
    run              text,
    id               text,
    task             text,
    status           text,
    done_reason      text,
    done_reason_desc text,
    params           jsonb,
    started_at       timestamp with time zone,
    ended_at         timestamp with time zone,
    total_results    bigint,
    last_result      bigint,
    data             jsonb not null,
    primary key (run, id)
);
