-- Whether the e-mail addresses of a run are still verified, which costs credits after its end: a word, or an object.
create function lobstr_verifying(run jsonb) returns boolean
    language sql immutable parallel safe
as $$
    select coalesce(
        case when jsonb_typeof(said -> 'is_done') = 'boolean' then not cast(said ->> 'is_done' as boolean) end,
        lower(btrim(case jsonb_typeof(said) when 'object' then said ->> 'status' else said #>> '{}' end)) in (
            'pending', 'queued', 'started', 'running', 'processing', 'in_progress', 'in progress', 'verifying', 'uploading',
            'paused'),
        false)
    from (select run -> 'email_verification' as said) as verification
$$;

-- What each run cost, and when lobstr.io is asked for it next.
create table lobstr_run_cost (
    run           text primary key references lobstr_run on delete cascade,
    total_credits numeric,
    -- whether no more is to come; false for good where it was not known after the last time that it was asked for
    final         boolean not null default false,
    asked         integer not null default 0,
    -- null: never again
    ask_at        timestamp with time zone default now(),
    data          jsonb
);

create index lobstr_run_cost_due on lobstr_run_cost (ask_at) where ask_at is not null;

create table lobstr_run_credit (
    run      text references lobstr_run on delete cascade,
    function text,
    credits  numeric,
    attempts bigint,
    primary key (run, function)
);

-- In UTC; a day or a squid that is not known is null.
create view lobstr_cost_by_day as
select cast(ended_at at time zone 'UTC' as date) as day, count(*) as runs, sum(total_credits) as credits, bool_and(final) as final
from lobstr_run join lobstr_run_cost on run = id
group by 1;

create view lobstr_cost_by_squid as
select squid, count(*) as runs, sum(total_credits) as credits, bool_and(final) as final
from lobstr_run join lobstr_run_cost on run = id
group by 1;

create view lobstr_cost_by_function as
select function, count(*) as runs, sum(credits) as credits, sum(attempts) as attempts
from lobstr_run_credit
group by 1;
