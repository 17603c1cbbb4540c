-- The firewall: no mail is ever written down for an address that the owner has not approved, whatever the program does.
create function outbox_is_for_approved_addresses() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from person_address where address = new.recipient and approved_at is not null) then
        raise exception 'the owner has not approved the recipient of this mail';
    end if;
    return new;
end
$$;
create trigger only_to_approved_addresses before insert or update of recipient on outbox
    for each row execute function outbox_is_for_approved_addresses();

-- A command that a token alone does not prove waits here for the answer to the mail that asks about it; it is used once.
create table confirmation (
    -- the mail that asks
    outbox_id bigint primary key references outbox on delete cascade,
    -- the mail whose numbers the command means
    answered_id bigint not null references outbox on delete cascade,
    command text not null check (command <> ''),
    written_at timestamptz not null,
    expires_at timestamptz not null,
    settled_at timestamptz
);
create index on confirmation (expires_at);

-- The Date a mail carries: the same mail sent once more under another Message-ID keeps it.
alter table message add column dated timestamptz;
create index on message (content_hash) where content_hash is not null;

-- How many proposals went out lately.
create index on outbox (created_at) where kind = 'proposal';
