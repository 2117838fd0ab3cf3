merge into lobstr_run (
    id, squid, status, done_reason, origin, created_at, started_at, ended_at, duration_ms, total_results, credit_used
) key (id) values (
    :#${body.id}, :#${body.squid}, :#${body.status}, :#${body.doneReason}, :#${body.origin},
    :#${body.createdAt}, :#${body.startedAt}, :#${body.endedAt}, :#${body?.duration?.toMillis},
    :#${body.totalResults}, :#${body.creditUsed}
)
