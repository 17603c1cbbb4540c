-- Delivery that can be doubted and given up, addresses that cannot be reached, and the hold on all that leaves.

alter table outbox
    -- since when it was tried, or could have been while the server was away: it is given up by this age
    add tried_since timestamptz,
    -- written in a commit of its own before the mail is handed over; from here on it may have left
    add started_at timestamptz,
    -- the node or the connection broke after that: nobody knows whether it left
    add doubtful_since timestamptz,
    add doubts integer not null default 0,
    -- how the last doubt ended: found, sent-again
    add doubt_outcome text check (doubt_outcome in ('found', 'sent-again'));
alter table outbox drop constraint outbox_state_check;
alter table outbox add constraint outbox_state_check
    check (state in ('ready', 'sending', 'sent', 'failed', 'held', 'dropped'));
alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check check (kind in
    ('proposal', 'reminder', 'digest', 'receipt', 'question', 'nudge', 'invitation', 'cancellation', 'notice', 'canary'));
create index on outbox (claimed_until) where state = 'sending';
create index outbox_doubts on outbox (id) where doubts > 0;
create index on outbox (person_id, created_at);

-- What came back from an address; the score fades. Mail to a stopped one is not written until the owner allows it.
create table address_score (
    address text primary key check (address = lower(address)),
    score double precision not null default 0 check (score >= 0),
    scored_at timestamptz not null,
    hard integer not null default 0,
    soft integer not null default 0,
    last_reason text not null default '',
    stopped_at timestamptz,
    allowed_at timestamptz
);

-- Whether anything may leave: nothing while there is a hold that was not released.
create table outbound_hold (
    id bigint generated always as identity primary key,
    reason text not null check (reason in ('copied', 'restored', 'clock', 'flood', 'asked')),
    detail text not null,
    held_at timestamptz not null,
    released_at timestamptz,
    released_by text
);
create unique index outbound_hold_one_at_a_time on outbound_hold ((released_at is null)) where released_at is null;

-- Where this installation lives, and a counter that only grows: a copy lives elsewhere, a restored one counts less.
create table instance_seal (
    only_one boolean primary key default true check (only_one),
    place text not null,
    beats bigint not null default 0,
    -- the owner has let a flood pass; forgotten when it has ebbed away
    flood_allowed boolean not null default false
);

-- The clock of each computer's boot against what it says of the time since that boot.
create table clock_tick (
    boot text primary key,
    uptime_ms bigint not null,
    at timestamptz not null
);

-- How it stands with the mail server.
create table mail_server (
    name text primary key,
    good_at timestamptz,
    failing_since timestamptz,
    problem text,
    sign_in_refused boolean not null default false
);

-- A mail to ourselves every day: when it left, and when it was read again.
create table canary (
    outbox_id bigint primary key references outbox on delete cascade,
    mailbox text not null,
    written_at timestamptz not null,
    arrived_at timestamptz
);
create index on canary (mailbox, written_at);

-- What the operator is told by a second way, once for as long as it lasts.
create table alarm (
    name text primary key,
    words text not null,
    raised_at timestamptz not null,
    told_at timestamptz,
    cleared_at timestamptz
);

-- A reminder over the day's limit waits; the slot keeps its moment, which is its identity.
alter table reminder_slot add deferred_until timestamptz;
create index on reminder_slot (outbox_id) where outbox_id is not null;
