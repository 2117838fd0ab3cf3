-- what nobody was told of a run: that it is aborted, since the API has said so or, where that answer was lost, the run itself; that
-- it goes on although the API has said so; that it does not say what it has used, so that nobody knows when that is too much
select run, squid, abort_reason, tell
from
    lobstr_guarded_run,
    lateral (select case
        when abort_reason is not null and (status = 'aborted' or done_reason = 'aborted') then 'aborted'
        when aborts > 1 then 'goes on'
        when aborts = 1 then 'aborted'
        when unsaid >= 3 then 'unsaid'
    end as tell) as state
where tell is distinct from told and tell is not null
order by run
