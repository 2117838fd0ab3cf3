-- takes runs that lobstr.io is to be asked about; each is asked about ever later, and not for ever. Who else takes some at the same
-- time gets others.
update lobstr_run_cost as cost set
    asked = cost.asked + 1,
    ask_at = case when cost.asked + 1 < cast(:#${properties:costs.attempts} as integer)
        then now() + cast(:#${properties:costs.distance} as interval) * power(2, cost.asked) end
from
    (
        select run from lobstr_run_cost where ask_at <= now() order by ask_at limit 20 for update skip locked
    ) as due
    join lobstr_run as run on run.id = due.run
where cost.run = due.run
returning run.data ->> 'id' as id
