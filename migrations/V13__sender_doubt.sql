-- Why the sender of a source may be somebody else, where the mailbox has means to tell; empty where they are vouched for, or
-- where nobody is asked to.
alter table source add column sender_doubt text not null default '';
