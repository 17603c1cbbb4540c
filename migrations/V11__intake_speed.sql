-- Two updates follow the insertion of a message. Counting a try need not touch the indexes, if none is on the time of the next
-- one and if the page has room; nothing looks that index up since the mailboxes take turns.
drop index message_next_attempt_at_id_idx;
alter table message set (fillfactor = 60);

-- Grows with every transaction that changes anything about people, at its commit, so that whoever has read them knows whether
-- to read them again.
create table people_version (
    single boolean primary key default true check (single),
    version bigint not null
);
insert into people_version (version) values (1);

create function people_changed() returns trigger language plpgsql as $$
begin
    update people_version set version = version + 1;
    return null;
end
$$;
create constraint trigger people_changed after insert or update or delete on person
    deferrable initially deferred for each row execute function people_changed();
create constraint trigger people_changed after insert or update or delete on person_address
    deferrable initially deferred for each row execute function people_changed();
create constraint trigger people_changed after insert or update or delete on person_alias
    deferrable initially deferred for each row execute function people_changed();
