-- What the guard of credits has seen of runs, and what became of those that cost too much.
create table lobstr_guarded_run (
    run          text primary key,
    squid        text,
    status       text,
    done_reason  text,
    credits      numeric not null,
    -- why it is aborted, when the API has said that it does so, and when somebody was told
    abort_reason text,
    aborted_at   timestamp with time zone,
    told_at      timestamp with time zone
);

-- What each run has cost on each day on which it cost something.
create table lobstr_spending (
    day     date,
    run     text,
    squid   text,
    credits numeric not null,
    primary key (day, run)
);

-- Whether a run that was over is active.
create function lobstr_goes_on_again(before text, now text) returns boolean
    language sql immutable parallel safe
as $$
    select coalesce(before, '') in ('done', 'aborted', 'error') and coalesce(now, '') not in ('done', 'aborted', 'error')
$$;
