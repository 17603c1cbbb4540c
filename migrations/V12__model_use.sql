-- What was asked of the model of a mailbox in a day (UTC), by all nodes together: its budget outlives a restart.
create table model_use (
    mailbox text not null,
    day date not null,
    calls integer not null check (calls >= 0),
    characters bigint not null check (characters >= 0),
    primary key (mailbox, day)
);
