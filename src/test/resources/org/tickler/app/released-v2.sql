-- What an installation of the first released schema (version 2) may hold: a bit of everything.
insert into instance (id, created_at) values ('7d1c1f6e-58a4-4a0e-9d50-0f7a3a1f0001', '2026-01-05 08:00Z');
insert into token_key (version, secret, created_at)
values (1, decode(repeat('ab', 32), 'hex'), '2026-01-05 08:00Z');
insert into person (name, role, zone, created_at) values
    ('Lee Mercer', 'owner', 'America/Chicago', '2026-01-05 08:00Z'),
    ('Ana Ruiz', 'contact', 'Europe/Madrid', '2026-01-05 08:00Z');
insert into person_address (address, person_id, approved_at) values
    ('lee@desk.example', 1, '2026-01-05 08:00Z'), ('ana@client.example', 2, null);
insert into person_alias (person_id, alias) values (1, 'Leo');
insert into mailbox_cursor (mailbox, uid_validity, last_uid, polled_at) values ('tasks', 17, 3, '2026-01-06 09:00Z');
insert into message (mailbox, uid_validity, uid, message_id, sha256, raw, received_at, state, kind, from_address,
    subject, content_hash, outcome, attempts, next_attempt_at, processed_at)
values
    ('tasks', 17, 1, '<note@desk.example>', sha256('one'), convert_to(E'Subject: Pilot\r\n\r\nTab\there, \\back', 'UTF8'),
        '2026-01-06 08:00Z', 'processed', 'source', 'lee@desk.example', 'Pilot', sha256('c1'), '1 task', 0,
        '2026-01-06 08:00Z', '2026-01-06 08:01Z'),
    ('tasks', 17, 2, null, sha256('two'), decode('00ff0a0d5c2e', 'hex'), '2026-01-06 08:10Z', 'quarantined', null, null,
        null, null, 'it cannot be read', 3, '2026-01-06 08:10Z', null),
    ('tasks', 17, 3, '<later@desk.example>', sha256('three'), 'x', '2026-01-06 08:59Z', 'stored', null, null, null,
        null, null, 0, '2026-01-06 08:59Z', null);
insert into quarantine (message_id, reason, quarantined_at) values (2, 'it cannot be read', '2026-01-06 08:12Z');
insert into source (kind, message_id, rfc_message_id, title, group_key, dated, seen_at)
values ('note', 1, '<note@desk.example>', 'Pilot', 'pilot.md', '2026-01-05', '2026-01-06 08:00Z');
insert into task (owner_id, title, fingerprint, state, assignee_id, due_date, due_words, follow_up, tags, created_at, changed_at)
values
    (1, 'Send Ana Ruiz the questions', 'send ana ruiz the questions', 'open', 1, '2026-01-09', 'by Friday', false,
        '{pilot,"two words"}', '2026-01-06 08:00Z', '2026-01-06 08:00Z'),
    (1, 'Ana Ruiz to visit', 'ana ruiz to visit', 'waiting', 2, '2026-01-12', '', true, '{}', '2026-01-06 08:00Z',
        '2026-01-06 08:00Z');
insert into task (owner_id, title, fingerprint, state, merged_into, created_at, changed_at, finished_at)
values (1, 'Questions for Ana', 'questions for ana', 'dropped', 1, '2026-01-06 08:00Z', '2026-01-06 08:30Z',
    '2026-01-06 08:30Z');
insert into task_source (task_id, source_id, evidence, line, seen_at)
values (1, 1, 'Send Ana Ruiz a list of questions', 12, '2026-01-06 08:00Z');
insert into task_history (task_id, at, action, actor_id, message_id, detail, after)
values (1, '2026-01-06 08:00Z', 'proposed', 1, 1, 'from “Pilot”', '{"state": "proposed"}');
insert into outbox (cause, kind, recipient, person_id, message_id, envelope_from, subject, raw, body_text, lane, state,
    attempts, next_attempt_at, created_at, sent_at)
values
    ('source:1', 'proposal', 'lee@desk.example', 1, '<t1.r1.k1.aa@desk.example>', 'tasks@desk.example', 'Pilot: 2 to decide',
        'raw', 'words', null, 'sent', 1, '2026-01-06 08:00Z', '2026-01-06 08:00Z', '2026-01-06 08:01Z'),
    ('task:1:reminder', 'reminder', 'lee@desk.example', 1, '<t1.r2.k1.bb@desk.example>', 'tasks@desk.example', 'Questions',
        'raw', 'words', null, 'ready', 0, '2026-01-08 14:00Z', '2026-01-08 14:00Z', null),
    ('event:1', 'invitation', 'lee@desk.example', 1, '<t2.r3.k1.cc@desk.example>', 'tasks@desk.example', 'Visit', 'raw',
        'words', 'event:1', 'failed', 4, '2026-01-08 14:00Z', '2026-01-08 14:00Z', null);
insert into outbox_task (outbox_id, number, task_id, version) values (1, 1, 1, 1), (1, 2, 2, 1), (2, 1, 1, 1);
insert into reminder_slot (task_id, recipient_id, slot_at, reason, state, outbox_id) values
    (1, 1, '2026-01-08 14:00Z', 'ahead', 'queued', 2), (1, 1, '2026-01-09 14:00Z', 'due', 'planned', null);
insert into calendar_event (task_id, uid, sequence, first_day, end_day, tentative, summary, state, created_at, changed_at)
values (2, 'visit@desk.example', 2, '2026-01-12', '2026-01-13', true, 'Visit', 'active', '2026-01-06 08:00Z',
    '2026-01-06 08:00Z');
insert into event_revision (event_id, sequence, first_day, end_day, sent_at)
values (1, 2, '2026-01-12', '2026-01-13', '2026-01-06 08:00Z');
insert into event_attendee (event_id, address, name, person_id) values (1, 'lee@desk.example', 'Lee Mercer', 1);
insert into answer_ledger (address, thread, answered_at) values ('lee@desk.example', 'thread', '2026-01-06 08:00Z');
insert into digest_sent (person_id, digest, at) values (1, '2026-01-06', '2026-01-06 08:00Z');
