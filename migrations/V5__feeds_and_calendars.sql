-- The private calendar address of a person. The address is made from the nonce and a key, so that it can be shown again; it is
-- not stored. No row: no feed.
create table feed (
    person_id bigint primary key references person on delete cascade,
    key_version integer not null references token_key on delete cascade,
    nonce uuid not null,
    token_hash bytea not null unique check (length(token_hash) = 32),
    created_at timestamptz not null
);

-- Days off in the coming years, from the person's holiday calendar.
alter table person add column holidays date[] not null default '{}';

-- The calendar that a person keeps elsewhere: how far it was read, and what to ask the server with next time.
create table own_calendar (
    person_id bigint primary key references person on delete cascade,
    location_hash bytea not null check (length(location_hash) = 32),
    etag text,
    last_modified text,
    -- null: never read
    read_at timestamptz,
    checked_at timestamptz not null,
    -- busy_time is known until here
    covers_until timestamptz,
    problem text
);

-- When that calendar says busy. Written anew whenever it was read.
create table busy_time (
    person_id bigint not null references person on delete cascade,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    uid text not null,
    summary text not null,
    check (starts_at < ends_at)
);
create index on busy_time (person_id, starts_at);
