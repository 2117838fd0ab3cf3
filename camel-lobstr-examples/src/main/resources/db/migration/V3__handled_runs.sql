-- What Camel's JdbcMessageIdRepository would create when it starts; two that start at once would get in each other's way.
create table camel_messageprocessed (
    processorname varchar(255),
    messageid     varchar(255),
    createdat     timestamp,
    primary key (processorname, messageid)
);
