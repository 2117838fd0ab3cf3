-- limits is a JSON object: what a run of a squid may use, "*" for any other squid, and "day" for all runs of a day; one that is
-- missing is none. What is answered was not aborted yet, as far as anybody knows, or goes on although the API has said so: again after
-- a minute, and then less and less often.
with limits as (
    select lobstr_json(:#${exchangeProperty.limits}) as of
),
today as (
    select coalesce(sum(credits), 0) as credits from lobstr_spending where day = cast(:#${exchangeProperty.day} as date)
),
costly as (
    select
        guarded.run,
        case
            when guarded.credits > most then
                'it has used ' || trim_scale(guarded.credits) || ' credits, more than ' || trim_scale(most)
                || ', which a run of its squid may use'
            when today.credits > lobstr_number(limits.of ->> 'day') then
                trim_scale(today.credits) || ' credits were used today, more than '
                || trim_scale(lobstr_number(limits.of ->> 'day')) || ', which a day may cost'
        end as reason
    from
        lobstr_guarded_run as guarded, limits, today,
        lateral (select lobstr_number(coalesce(limits.of ->> guarded.squid, limits.of ->> '*')) as most) as limit_of_run
    where
        -- one that is being written collects no more
        coalesce(guarded.status, '') not in ('done', 'aborted', 'error', 'uploading', 'gone')
        and coalesce(guarded.done_reason, '') <> 'aborted'
        and (guarded.aborted_at is null or guarded.aborted_at < now() - least(guarded.aborts, 10) * interval '1 minute')
)
update lobstr_guarded_run as guarded
set abort_reason = costly.reason
from costly
where costly.run = guarded.run and costly.reason is not null
returning guarded.run
