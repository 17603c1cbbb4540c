-- Taken off an event by name: only an invitation by name asks them again, while whoever merely stopped being the one who must
-- act is invited again with the next assignment.
alter table event_attendee add column uninvited boolean not null default false;
