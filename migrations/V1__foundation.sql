-- Tickler's own tables. Times are timestamptz and compared with the program's clock, never with now().
-- Constraints carry the invariants: the program is not trusted to keep them alone.

create extension if not exists pg_trgm;

-- Which installation this database belongs to: named in loop headers and tokens.
create table instance (
    only_one boolean primary key default true check (only_one),
    id uuid not null,
    created_at timestamptz not null
);

-- Keys of the signed tokens; the newest signs, all verify.
create table token_key (
    version integer primary key check (version > 0),
    secret bytea not null check (length(secret) >= 32),
    created_at timestamptz not null
);

create table person (
    id bigint generated always as identity primary key,
    name text not null check (name <> ''),
    -- owner: the tracker works for them; member: configured, may answer; contact: met in mail or notes only
    role text not null check (role in ('owner', 'member', 'contact')),
    zone text not null,
    language text not null default 'en',
    locale text,
    default_time time not null default '08:00',
    day_start time not null default '09:00',
    day_end time not null default '17:00',
    -- ISO day numbers, Monday = 1
    work_days integer[] not null default '{1,2,3,4,5}',
    digest boolean not null default false,
    paused_until timestamptz,
    created_at timestamptz not null
);

create table person_address (
    address text primary key check (address = lower(address)),
    person_id bigint not null references person on delete cascade,
    position integer not null default 0,
    -- null: never written to before the owner has approved it once
    approved_at timestamptz
);
create index on person_address (person_id);

create table person_alias (
    person_id bigint not null references person on delete cascade,
    alias text not null,
    primary key (person_id, alias)
);

create table mailbox_cursor (
    mailbox text primary key,
    uid_validity bigint not null,
    last_uid bigint not null,
    polled_at timestamptz,
    poll_error text,
    -- one node polls a mailbox at a time
    held_by text,
    held_until timestamptz
);

-- Every inbound message, raw, before anything else is done with it.
create table message (
    id bigint generated always as identity primary key,
    mailbox text not null,
    uid_validity bigint not null,
    uid bigint not null,
    message_id text,
    sha256 bytea not null check (length(sha256) = 32),
    raw bytea not null,
    received_at timestamptz not null,
    state text not null default 'stored' check (state in ('stored', 'processed', 'quarantined', 'duplicate', 'dropped')),
    kind text,
    from_address text,
    subject text,
    -- of what a reader sees: the same mail that came by two ways has two raw forms
    content_hash bytea,
    -- what became of it, in words for the operator
    outcome text,
    attempts integer not null default 0,
    next_attempt_at timestamptz not null,
    processed_at timestamptz,
    unique (mailbox, uid_validity, uid)
);
create index on message (next_attempt_at, id) where state = 'stored';
create index on message (message_id) where message_id is not null;
create index on message (sha256);

create table quarantine (
    message_id bigint primary key references message on delete cascade,
    reason text not null,
    quarantined_at timestamptz not null
);

-- A message or note that tasks came from.
create table source (
    id bigint generated always as identity primary key,
    kind text not null check (kind in ('note', 'mail', 'manual')),
    message_id bigint references message,
    rfc_message_id text,
    title text not null default '',
    -- the thing a note was generated from; the same key comes again when the note is regenerated
    group_key text not null default '',
    account text not null default '',
    from_address text,
    dated date,
    seen_at timestamptz not null
);
create index on source (group_key) where group_key <> '';
create index on source (message_id);

create table task (
    id bigint generated always as identity primary key,
    owner_id bigint not null references person,
    title text not null check (title <> ''),
    -- the words folded for comparison
    fingerprint text not null,
    state text not null check (state in ('proposed', 'open', 'waiting', 'done', 'dropped')),
    assignee_id bigint references person,
    due_date date,
    due_time time,
    due_start date,
    due_words text not null default '',
    follow_up boolean not null default false,
    priority text not null default 'normal' check (priority in ('urgent', 'high', 'normal', 'low')),
    tags text[] not null default '{}',
    repeat_rule text,
    snoozed_until timestamptz,
    snooze_count integer not null default 0,
    muted_until timestamptz,
    merged_into bigint references task,
    confidence double precision not null default 1,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    finished_at timestamptz,
    version integer not null default 1,
    check (due_time is null or due_start is null),
    check (due_start is null or due_start <= due_date),
    check (due_date is not null or (due_time is null and due_start is null)),
    -- somebody owes a waiting task
    check (state <> 'waiting' or assignee_id is not null),
    check ((finished_at is not null) = (state in ('done', 'dropped')))
);
create index on task (state, due_date);
create index on task (owner_id, state);
create index task_fingerprint_trgm on task using gin (fingerprint gin_trgm_ops);

create table task_source (
    task_id bigint not null references task on delete cascade,
    source_id bigint not null references source on delete cascade,
    -- the exact words, and the line where they start (0: unknown)
    evidence text not null,
    line integer not null default 0,
    seen_at timestamptz not null,
    primary key (task_id, source_id, line)
);
create index on task_source (source_id);

-- Append-only: what changed, when and why. Only the mark "undone" may be set later, once.
create table task_history (
    id bigint generated always as identity primary key,
    task_id bigint not null references task,
    at timestamptz not null,
    action text not null,
    actor_id bigint references person,
    message_id bigint references message,
    -- the words of the command, and how the sender was recognised
    command text,
    verdict text,
    detail text not null default '',
    before jsonb,
    after jsonb,
    undone boolean not null default false
);
create index on task_history (task_id, id);
create index on task_history (message_id) where message_id is not null;

create function task_history_is_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and new.undone and not old.undone
            and (new.id, new.task_id, new.at, new.action, new.detail) = (old.id, old.task_id, old.at, old.action, old.detail) then
        return new;
    end if;
    raise exception 'task_history is append-only';
end
$$;
create trigger append_only before update or delete on task_history
    for each row execute function task_history_is_append_only();

-- Every mail that leaves, written in the transaction of its cause.
create table outbox (
    id bigint generated always as identity primary key,
    -- names the cause: one open row per cause and recipient
    cause text not null check (cause <> ''),
    kind text not null check (kind in
        ('proposal', 'reminder', 'digest', 'receipt', 'question', 'nudge', 'invitation', 'cancellation', 'notice')),
    recipient text not null check (recipient = lower(recipient)),
    person_id bigint references person,
    message_id text not null unique,
    envelope_from text not null,
    subject text not null,
    raw bytea not null,
    -- our own words, to be taken out of the answer
    body_text text not null default '',
    -- mails of one lane leave in their order: a CANCEL never overtakes its REQUEST
    lane text,
    state text not null default 'ready' check (state in ('ready', 'sending', 'sent', 'failed', 'held')),
    attempts integer not null default 0,
    next_attempt_at timestamptz not null,
    claimed_by text,
    claimed_until timestamptz,
    last_answer text,
    created_at timestamptz not null,
    sent_at timestamptz
);
create unique index outbox_one_open_row_per_cause on outbox (cause, recipient) where state in ('ready', 'sending', 'held');
create index on outbox (next_attempt_at, id) where state in ('ready', 'sending');
create index on outbox (lane, id) where lane is not null and state in ('ready', 'sending', 'held');

-- Which number means which task in that mail, not in today's list.
create table outbox_task (
    outbox_id bigint not null references outbox on delete cascade,
    number integer not null check (number > 0),
    task_id bigint not null references task on delete cascade,
    -- the task's version when the mail was written
    version integer not null,
    primary key (outbox_id, number)
);
create index on outbox_task (task_id);

create table reminder_slot (
    id bigint generated always as identity primary key,
    task_id bigint not null references task on delete cascade,
    recipient_id bigint not null references person,
    slot_at timestamptz not null,
    reason text not null check (reason in ('ahead', 'due', 'overdue', 'snooze', 'chase')),
    state text not null default 'planned' check (state in ('planned', 'queued', 'collapsed', 'cancelled')),
    outbox_id bigint references outbox,
    -- sent at most once
    unique (task_id, slot_at, recipient_id)
);
create index on reminder_slot (slot_at) where state = 'planned';

create table calendar_event (
    id bigint generated always as identity primary key,
    task_id bigint not null references task on delete cascade,
    uid text not null unique,
    sequence integer not null default 0 check (sequence >= 0),
    -- either two instants or two days, both ends exclusive as in RFC 5545
    starts_at timestamptz,
    ends_at timestamptz,
    first_day date,
    end_day date,
    tentative boolean not null,
    summary text not null,
    state text not null check (state in ('active', 'cancelled', 'closed')),
    created_at timestamptz not null,
    changed_at timestamptz not null,
    check ((starts_at is null) = (ends_at is null)),
    check ((first_day is null) = (end_day is null)),
    check ((starts_at is null) <> (first_day is null))
);
create unique index calendar_event_one_active_per_task on calendar_event (task_id) where state = 'active';

create table event_revision (
    event_id bigint not null references calendar_event on delete cascade,
    sequence integer not null,
    starts_at timestamptz,
    ends_at timestamptz,
    first_day date,
    end_day date,
    sent_at timestamptz not null,
    primary key (event_id, sequence)
);

create table event_attendee (
    event_id bigint not null references calendar_event on delete cascade,
    address text not null check (address = lower(address)),
    name text not null default '',
    person_id bigint references person,
    part_stat text not null default 'NEEDS-ACTION'
        check (part_stat in ('NEEDS-ACTION', 'ACCEPTED', 'DECLINED', 'TENTATIVE', 'DELEGATED')),
    state text not null default 'invited' check (state in ('invited', 'removed', 'bounced', 'pending')),
    replied_sequence integer,
    replied_stamp timestamptz,
    replied_message_id text,
    schedule_status text,
    comment text,
    counter_starts_at timestamptz,
    counter_ends_at timestamptz,
    primary key (event_id, address)
);

-- When we answered whom automatically: a backstop against mail loops.
create table answer_ledger (
    address text not null,
    thread text not null,
    answered_at timestamptz not null
);
create index on answer_ledger (address, answered_at);

-- Which digest was written for whom: the key keeps a second one away.
create table digest_sent (
    person_id bigint not null references person on delete cascade,
    digest text not null,
    at timestamptz not null,
    primary key (person_id, digest)
);
