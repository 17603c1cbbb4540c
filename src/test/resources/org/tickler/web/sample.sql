-- A small office at the evening of Wednesday 4 March 2026 in New York (already the 5th in UTC).
insert into person (id, name, role, zone, created_at) overriding system value values
    (1, 'Lee Park', 'owner', 'America/New_York', '2026-01-01Z'),
    (2, 'Ana Ruiz', 'member', 'Europe/Madrid', '2026-01-01Z'),
    (3, 'Tom <b>Baker</b>', 'contact', 'America/New_York', '2026-01-01Z');

insert into person_address (address, person_id, approved_at) values
    ('lee@example.org', 1, '2026-01-01Z'), ('ana@example.org', 2, '2026-01-01Z');

insert into message (id, mailbox, uid_validity, uid, message_id, sha256, raw, received_at, state, kind, from_address, subject,
    outcome, attempts, next_attempt_at) overriding system value values
    (1, 'office', 7, 1, 'm1@example.org', decode(repeat('01', 32), 'hex'), 'x', '2026-03-02T14:00Z', 'processed', 'source',
        'notes@example.org', 'Weekly sync', '3 tasks proposed', 1, '2026-03-02T14:00Z'),
    (2, 'office', 7, 2, 'm2@example.org', decode(repeat('02', 32), 'hex'), 'x', '2026-03-03T15:00Z', 'processed', 'reply',
        'lee@example.org', 'Re: [Tickler] 3 new tasks', 'applied', 1, '2026-03-03T15:00Z'),
    (3, 'office', 7, 3, null, decode(repeat('03', 32), 'hex'), 'x', '2026-03-04T09:00Z', 'quarantined', null,
        'odd@sender.example', '<script>alert(1)</script>', null, 3, '2026-03-04T09:00Z'),
    (4, 'office', 7, 4, 'm4@example.org', decode(repeat('04', 32), 'hex'), 'x', '2026-03-04T09:30Z', 'stored', null,
        null, null, null, 0, '2026-03-04T09:30Z');
insert into quarantine values (3, 'nested 200 levels deep; the limit is 50', '2026-03-04T09:10Z');

insert into mailbox_cursor (mailbox, uid_validity, last_uid, polled_at, poll_error) values
    ('office', 7, 4, '2026-03-05T02:29Z', null),
    ('archive', 9, 12, '2026-03-05T01:10Z', 'the server closed the connection');

insert into task (id, owner_id, title, fingerprint, state, assignee_id, due_date, due_time, due_start, due_words, follow_up,
    priority, tags, confidence, created_at, changed_at, finished_at) overriding system value values
    (1, 1, 'Send Ana the list of questions about the pilot', 'a', 'open', 1, '2026-03-02', null, null, '', false, 'high', '{task}', 0.9,
        '2026-03-01T14:00Z', '2026-03-03T15:00Z', null),
    (2, 1, 'Book the room for the workshop & order <lunch>', 'b', 'open', 1, '2026-03-04', null, null, '', false, 'normal', '{}', 0.9,
        '2026-03-02T14:00Z', '2026-03-03T15:00Z', null),
    (3, 1, 'Answer the auditor''s letter', 'c', 'open', 1, null, null, null, '', false, 'normal', '{}', 1,
        '2026-03-02T14:00Z', '2026-03-03T15:00Z', null),
    (4, 1, 'Ana Ruiz to visit San Francisco early in the spring to meet the team', 'd', 'waiting', 2, '2026-03-10', '14:30', null,
        'on the 10th at half past two', true, 'normal', '{task,visit}', 0.9, '2026-03-02T14:00Z', '2026-03-03T15:00Z', null),
    (5, 1, 'Sign the licence for the measuring software', 'e', 'waiting', 3, '2026-02-20', null, null, '', false, 'urgent', '{}', 0.9,
        '2026-02-10T14:00Z', '2026-02-12T15:00Z', null),
    (6, 1, 'Look for a new supplier of labels', 'f', 'proposed', null, '2026-03-31', null, '2026-03-16', 'in the second half of March',
        false, 'normal', '{task,auto}', 0.7, '2026-03-04T14:00Z', '2026-03-04T14:00Z', null),
    (7, 1, 'Open a ticket for the licence', 'g', 'proposed', null, null, null, null, '', false, 'low', '{task}', 0.6,
        '2026-03-04T14:00Z', '2026-03-04T14:00Z', null),
    (8, 1, 'Pay the hosting bill', 'h', 'done', 1, '2026-02-27', null, null, '', false, 'normal', '{}', 1, '2026-02-20T14:00Z',
        '2026-02-26T16:00Z', '2026-02-26T16:00Z'),
    (9, 1, 'Print flyers', 'i', 'dropped', null, null, null, null, '', false, 'normal', '{}', 0.5, '2026-02-20T14:00Z',
        '2026-02-21T16:00Z', '2026-02-21T16:00Z');

insert into source (id, kind, message_id, title, from_address, dated, seen_at) overriding system value values
    (1, 'note', 1, 'Weekly sync', 'notes@example.org', '2026-03-02', '2026-03-02T14:00Z'),
    (2, 'mail', null, 'Licence renewal', 'tom@supplier.example', '2026-02-10', '2026-02-10T14:00Z');
insert into task_source (task_id, source_id, evidence, line, seen_at) values
    (1, 1, 'Send Ana a list of questions about the pilot. @Myself', 14, '2026-03-02T14:00Z'),
    (2, 1, 'Book the room & order <lunch>', 15, '2026-03-02T14:00Z'),
    (4, 1, 'Ana Ruiz to visit San Francisco early in the spring to meet the team. @Ana Ruiz', 16, '2026-03-02T14:00Z'),
    (5, 2, 'We will sign and return it by Friday next week.', 0, '2026-02-10T14:00Z'),
    (5, 1, 'Still waiting for the signed licence', 21, '2026-03-02T14:00Z');

insert into task_history (task_id, at, action, actor_id, message_id, command, verdict, detail, before, after) values
    (4, '2026-03-02T14:00Z', 'created', null, 1, null, null, '', '{}',
        '{"title": "Ana Ruiz to visit San Francisco", "state": "proposed", "assignee": "2", "due": "", "priority": "normal"}'),
    (4, '2026-03-03T15:00Z', 'confirm', 1, 2, '3 yes', 'token and DMARC', '', '{"state": "proposed"}', '{"state": "waiting"}'),
    (4, '2026-03-03T15:00Z', 'set-due', 1, 2, '3 10 march 2:30pm', 'token and DMARC', '', '{"due": ""}',
        '{"due": "2026-03-10T14:30 on the 10th at half past two"}'),
    (4, '2026-03-04T08:00Z', 'note', 2, null, null, 'page', 'I take the <early> flight.', '{}', '{}');

insert into reminder_slot (task_id, recipient_id, slot_at, reason) values
    (4, 1, '2026-03-09T12:00Z', 'ahead'),
    (4, 1, '2026-03-10T12:00Z', 'chase');

insert into calendar_event (id, task_id, uid, sequence, starts_at, ends_at, tentative, summary, state, created_at, changed_at)
    overriding system value values
    (1, 4, 't4@example.org', 0, '2026-03-10T18:30Z', '2026-03-10T19:30Z', false, 'Ana visits', 'active', '2026-03-03T15:00Z', '2026-03-03T15:00Z');
insert into event_attendee (event_id, address, name, person_id, part_stat, comment) values
    (1, 'ana@example.org', 'Ana Ruiz', 2, 'ACCEPTED', 'See you there'),
    (1, 'lee@example.org', 'Lee Park', 1, 'NEEDS-ACTION', null);

insert into outbox (id, cause, kind, recipient, message_id, envelope_from, subject, raw, state, attempts, next_attempt_at,
    last_answer, created_at, sent_at) overriding system value values
    (1, 'proposal 1', 'proposal', 'lee@example.org', 'o1@example.org', 'b@example.org', '3 new tasks from “Weekly sync”', 'x', 'sent', 1,
        '2026-03-02T14:01Z', '250 2.0.0 queued', '2026-03-02T14:01Z', '2026-03-02T14:01Z'),
    (2, 'invite 4', 'invitation', 'ana@example.org', 'o2@example.org', 'b@example.org', '[T-4] Ana Ruiz to visit San Francisco', 'x', 'failed', 5,
        '2026-03-03T15:01Z', '550 5.1.1 no such user', '2026-03-03T15:01Z', null),
    (3, 'reminder 1', 'reminder', 'lee@example.org', 'o3@example.org', 'b@example.org', '[T-1] Send Ana the list of questions', 'x', 'ready', 1,
        '2026-03-05T02:40Z', '451 4.7.1 try again later', '2026-03-05T02:20Z', null);
insert into outbox_task (outbox_id, number, task_id, version) values (1, 3, 4, 1), (2, 1, 4, 2), (3, 1, 1, 1);
