-- What the organizer of an event keeps beyond the guests' answers: where it is, who is there for what, days that were
-- proposed, and what the owner was asked about it.

alter table calendar_event
    add column location text not null default '',
    -- the words the guests were last told; they differ while a change of words waits for tell_at
    add column told_summary text not null default '',
    add column told_location text not null default '',
    add column tell_at timestamptz;
update calendar_event set told_summary = summary;
create index on calendar_event (tell_at) where tell_at is not null;

alter table event_attendee
    add column role text not null default 'guest' check (role in ('owner', 'assignee', 'guest')),
    add column counter_first_day date,
    add column counter_end_day date,
    add check ((counter_first_day is null) = (counter_end_day is null)),
    add check (counter_first_day is null or counter_starts_at is null);
update event_attendee a set role = case when a.person_id = t.owner_id then 'owner' else 'assignee' end
    from calendar_event e join task t on t.id = e.task_id
    where e.id = a.event_id and (a.person_id = t.owner_id or a.person_id = t.assignee_id);

-- Who may answer in a guest's name, an assistant or another address of the same person: confirmed by the owner.
create table answer_proxy (
    address text not null check (address = lower(address)),
    proxy text not null check (proxy = lower(proxy)),
    confirmed_at timestamptz not null,
    primary key (address, proxy)
);

-- What "yes" means in answer to a question: another time, a newcomer, or an answer given in somebody's name.
create table event_suggestion (
    question bigint primary key references outbox on delete cascade,
    event_id bigint not null references calendar_event on delete cascade,
    kind text not null check (kind in ('time', 'newcomer', 'answer')),
    -- who proposes, who would come, or in whose name it was answered
    address text not null check (address = lower(address)),
    -- of an answer: who gave it, and all it said
    proxy text check (proxy = lower(proxy)),
    method text,
    part_stat text,
    sequence integer,
    stamp timestamptz,
    comment text,
    -- the time proposed or answered
    starts_at timestamptz,
    ends_at timestamptz,
    first_day date,
    end_day date,
    settled_at timestamptz,
    check (kind <> 'time' or starts_at is not null or first_day is not null),
    check ((kind = 'answer') = (proxy is not null)),
    check ((kind = 'answer') = (method is not null)),
    check ((starts_at is null) = (ends_at is null)),
    check ((first_day is null) = (end_day is null))
);
