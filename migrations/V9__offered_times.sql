-- The times that a mail to the owner numbers: what an answer with that number stands for, as it might be typed.
create table offered_time (
    mail bigint not null references outbox on delete cascade,
    number integer not null check (number between 1 and 9),
    answer text not null check (answer <> ''),
    primary key (mail, number)
);
