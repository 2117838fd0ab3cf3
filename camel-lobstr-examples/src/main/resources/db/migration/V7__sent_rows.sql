-- The rows of squids that are in the queue already.
create table lobstr_sent_row (
    squid   text,
    key     text,
    run     text not null,
    sent_at timestamp with time zone not null default now(),
    primary key (squid, key)
);
