-- What the page of runs shows, and finds them by.

-- Credits as an index takes them; null where they are no sum that anybody pays.
create function lobstr_spent(credits numeric) returns numeric
    language sql immutable strict parallel safe
as $$
    select case when abs(credits) < 1e15 then round(credits, 6) end
$$;

-- How a run ended: in one of the words that are known, or otherwise.
create function lobstr_ending(status text) returns text
    language sql immutable parallel safe
as $$
    select case when status in ('done', 'aborted', 'error') then status else 'other' end
$$;

alter table lobstr_run
    -- null in rows that are older than this column
    add column arrived_at    timestamp with time zone,
    -- what the run cost, as far as it is known
    add column spent         numeric,
    add column ending        text generated always as (lobstr_ending(status)) stored,
    add column ending_reason text generated always as (left(done_reason, 100)) stored;

update lobstr_run set spent = lobstr_spent(coalesce(
    (select total_credits from lobstr_run_cost where run = id), credit_used));

-- A page of runs begins where the last one ended: so each order has the id as well, and no nulls.
create index lobstr_run_by_end on lobstr_run (coalesce(ended_at, '-infinity'), id);
create index lobstr_run_by_end_of_squid on lobstr_run (squid, coalesce(ended_at, '-infinity'), id);
create index lobstr_run_by_end_of_ending on lobstr_run (ending, coalesce(ended_at, '-infinity'), id);
create index lobstr_run_by_end_of_reason on lobstr_run (ending_reason, coalesce(ended_at, '-infinity'), id);
create index lobstr_run_by_credits on lobstr_run (coalesce(spent, -1), id);
create index lobstr_run_by_credits_of_squid on lobstr_run (squid, coalesce(spent, -1), id);
create index lobstr_run_by_credits_of_ending on lobstr_run (ending, coalesce(spent, -1), id);
create index lobstr_run_by_credits_of_reason on lobstr_run (ending_reason, coalesce(spent, -1), id);
create index lobstr_run_by_beginning_of_id on lobstr_run (id text_pattern_ops);
create index lobstr_run_by_arrival on lobstr_run (arrived_at) where arrived_at is not null;
-- the charts read nothing else
create index lobstr_run_for_credits on lobstr_run (ended_at) include (squid, ending, spent);
create index lobstr_run_for_reasons on lobstr_run (ended_at) include (squid, ending, ending_reason, spent) where ending <> 'done';

-- Squids by their names, as they were when somebody looked last.
create table lobstr_squid (
    id      text primary key,
    name    text,
    seen_at timestamp with time zone not null default now()
);

-- The runs that were under way when somebody looked last.
create table lobstr_running_run (
    run         text primary key,
    squid       text,
    status      text,
    started_at  timestamp with time zone,
    percent     numeric,
    tasks       bigint,
    tasks_done  bigint,
    results     bigint,
    credits     numeric,
    -- when it is over, as lobstr.io expects
    ends_at     timestamp with time zone,
    seen_at     timestamp with time zone not null default now()
);

-- When somebody looked last; there may be no run to tell it by.
create table lobstr_look (
    what text primary key,
    at   timestamp with time zone not null default now()
);

-- Where routes have brought what of a run: files, queues, topics, objects. Routes need not know of this table.
create table lobstr_run_place (
    run      text not null,
    kind     text not null,
    location text not null,
    route    text not null,
    -- whether webhooks may have told the route of the run, and how long after its end it was there
    push     boolean not null,
    delay    interval,
    at       timestamp with time zone not null default now()
);

-- a location may be longer than an index takes
create unique index lobstr_run_place_once on lobstr_run_place (run, kind, lobstr_key(location));
create index lobstr_run_place_of_route on lobstr_run_place (route, at desc) where delay is not null;
