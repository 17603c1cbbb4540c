-- The mailboxes take turns: the oldest waiting message of each is found by one look-up.
create index message_waiting on message (mailbox, id) where state = 'stored';
