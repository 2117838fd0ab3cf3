-- what was not seen since the look began is not under way any more
with over as (
    delete from lobstr_running_run where seen_at < cast(:#${exchangeProperty.began} as timestamp with time zone)
)
insert into lobstr_look (what) values ('running')
on conflict (what) do update set at = excluded.at
