-- A run that goes on after its abort is aborted again, and one that does not say what it has used is told of.
alter table lobstr_guarded_run
    -- how often the API has said that it aborts the run
    add column aborts integer not null default 0,
    -- in how many looks in a row the run did not say what it has used, 3 at most
    add column unsaid integer not null default 0,
    -- what somebody was told last: aborted, goes on, unsaid
    add column told text;

update lobstr_guarded_run
set aborts = case when aborted_at is null then 0 else 1 end, told = case when told_at is null then null else 'aborted' end;
