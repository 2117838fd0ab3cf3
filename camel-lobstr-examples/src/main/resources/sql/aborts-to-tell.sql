-- aborts that nobody was told of: the API has said that it aborts the run, or, where that answer was lost, the run says it
select run, squid, credits, abort_reason
from lobstr_guarded_run
where abort_reason is not null and told_at is null
    and (aborted_at is not null or status = 'aborted' or done_reason = 'aborted')
order by run
