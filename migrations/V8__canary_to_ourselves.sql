-- The daily mail to ourselves goes to the mailbox that is read, which nobody needs to approve.
create or replace function outbox_is_for_approved_addresses() returns trigger language plpgsql as $$
begin
    if new.kind <> 'canary'
            and not exists (select 1 from person_address where address = new.recipient and approved_at is not null) then
        raise exception 'the owner has not approved the recipient of this mail';
    end if;
    return new;
end
$$;
