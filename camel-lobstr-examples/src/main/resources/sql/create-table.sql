create table if not exists lobstr_run (
    id               varchar(100) primary key,
    squid            varchar(100) not null,
    status           varchar(50)  not null,
    done_reason      varchar(200),
    origin           varchar(50),
    created_at       timestamp with time zone,
    started_at       timestamp with time zone,
    ended_at         timestamp with time zone,
    duration_ms      bigint,
    total_results    bigint,
    credit_used      decimal(20, 4)
)
