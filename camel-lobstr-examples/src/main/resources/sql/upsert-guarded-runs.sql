-- the body is a JSON array of runs of a squid; the same runs again change nothing, but for how often one did not say what it used
with seen as (
    select distinct on (run)
        lobstr_key(data ->> 'id') as run, lobstr_key(coalesce(data ->> 'squid', :#CamelLobstrSquidId)) as squid,
        data ->> 'status' as status, data ->> 'done_reason' as done_reason,
        coalesce(lobstr_number(data ->> 'credit_used'), 0) as credits,
        case when lobstr_number(data ->> 'credit_used') is null
            and data ->> 'status' not in ('pending', 'done', 'aborted', 'error') then 1 else 0 end as unsaid,
        (coalesce(lobstr_time(data ->> 'started_at'), lobstr_time(data ->> 'created_at')) at time zone 'UTC')::date as began
    from jsonb_array_elements(lobstr_json(:#${body})) with ordinality as element (data, place)
    where data ->> 'id' is not null
    order by run, place
),
spent as (
    -- what is new of a run that was seen before was spent today; what it had cost before that, on the day when it began
    insert into lobstr_spending (day, run, squid, credits)
    select
        case when known.run is null then coalesce(seen.began, cast(:#${exchangeProperty.day} as date))
            else cast(:#${exchangeProperty.day} as date) end,
        seen.run, seen.squid, seen.credits - coalesce(known.credits, 0)
    from seen left join lobstr_guarded_run as known on known.run = seen.run
    where seen.credits > coalesce(known.credits, 0)
    on conflict (day, run) do update set credits = lobstr_spending.credits + excluded.credits
)
insert into lobstr_guarded_run as known (run, squid, status, done_reason, credits, unsaid)
select run, squid, status, done_reason, credits, unsaid from seen
on conflict (run) do update set
    status = excluded.status,
    done_reason = excluded.done_reason,
    credits = greatest(known.credits, excluded.credits),
    unsaid = least(3, (known.unsaid + 1) * excluded.unsaid),
    -- one that was over and goes on again is guarded anew
    abort_reason = case when lobstr_goes_on_again(known.status, excluded.status) then null else known.abort_reason end,
    aborted_at = case when lobstr_goes_on_again(known.status, excluded.status) then null else known.aborted_at end,
    aborts = case when lobstr_goes_on_again(known.status, excluded.status) then 0 else known.aborts end,
    told = case when lobstr_goes_on_again(known.status, excluded.status) then null else known.told end
where (known.status, known.done_reason, known.credits, known.unsaid)
    is distinct from (excluded.status, excluded.done_reason, excluded.credits, least(3, (known.unsaid + 1) * excluded.unsaid))
