-- NaN and infinity are numbers and times to PostgreSQL, which no page shows and no sum survives. Whoever writes them: the column
-- stays empty.

create function lobstr_only_finite_run() returns trigger
    language plpgsql
as $$
begin
    new.spent := lobstr_spent(new.spent);
    new.created_at := case when isfinite(new.created_at) then new.created_at end;
    new.started_at := case when isfinite(new.started_at) then new.started_at end;
    new.ended_at := case when isfinite(new.ended_at) then new.ended_at end;
    new.arrived_at := case when isfinite(new.arrived_at) then new.arrived_at end;
    new.duration := case when isfinite(new.duration) then new.duration end;
    return new;
end
$$;

create trigger only_finite before insert or update on lobstr_run
    for each row
    when (new.spent is distinct from lobstr_spent(new.spent) or not isfinite(new.created_at) or not isfinite(new.started_at)
        or not isfinite(new.ended_at) or not isfinite(new.arrived_at) or not isfinite(new.duration))
    execute function lobstr_only_finite_run();

update lobstr_run set spent = spent
where spent is distinct from lobstr_spent(spent) or not isfinite(created_at) or not isfinite(started_at)
    or not isfinite(ended_at) or not isfinite(arrived_at) or not isfinite(duration);

create function lobstr_only_finite_running_run() returns trigger
    language plpgsql
as $$
begin
    new.percent := lobstr_spent(new.percent);
    new.credits := lobstr_spent(new.credits);
    new.started_at := case when isfinite(new.started_at) then new.started_at end;
    new.ends_at := case when isfinite(new.ends_at) then new.ends_at end;
    return new;
end
$$;

create trigger only_finite before insert or update on lobstr_running_run
    for each row
    execute function lobstr_only_finite_running_run();

update lobstr_running_run set percent = percent;

create function lobstr_only_finite_credit() returns trigger
    language plpgsql
as $$
begin
    new.credits := lobstr_spent(new.credits);
    return new;
end
$$;

create trigger only_finite before insert or update on lobstr_run_credit
    for each row
    when (new.credits is distinct from lobstr_spent(new.credits))
    execute function lobstr_only_finite_credit();

update lobstr_run_credit set credits = credits where credits is distinct from lobstr_spent(credits);

create function lobstr_only_finite_place() returns trigger
    language plpgsql
as $$
begin
    new.delay := null;
    return new;
end
$$;

create trigger only_finite before insert or update on lobstr_run_place
    for each row
    when (not isfinite(new.delay))
    execute function lobstr_only_finite_place();

update lobstr_run_place set delay = null where not isfinite(delay);

-- the words of those who look for it: a topic of JMS is one as well
update lobstr_run_place
set kind = case when kind = 'record' or location like 'topic:%' then 'topic' else 'queue' end
where kind in ('message', 'record');
