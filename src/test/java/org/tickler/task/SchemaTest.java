package org.tickler.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tickler.support.TestDatabase;

/** What the database itself does not let happen, whatever the program does. */
class SchemaTest {
    @AutoClose private static final TestDatabase DATABASE = TestDatabase.create();

    @BeforeAll
    static void oneTask() {
        run(
                """
                insert into person (name, role, zone, created_at) values ('Lee', 'owner', 'UTC', '2025-12-11Z');
                insert into person_address (address, person_id, approved_at) values
                    ('lee@desk.example', 1, '2025-12-11Z'), ('ana@client.example', 1, null);
                insert into task (owner_id, title, fingerprint, state, created_at, changed_at)
                    values (1, 'Call', 'call', 'open', '2025-12-11Z', '2025-12-11Z');
                insert into task_history (task_id, at, action) values (1, '2025-12-11Z', 'created');
                insert into reminder_slot (task_id, recipient_id, slot_at, reason) values (1, 1, '2025-12-12Z', 'due');
                insert into outbox (cause, kind, recipient, message_id, envelope_from, subject, raw, next_attempt_at, created_at)
                    values ('c', 'reminder', 'lee@desk.example', 'm1@x.example', 'a@x.example', '', '', '2025-12-11Z', '2025-12-11Z');
                """);
    }

    private static void run(String sql) {
        DATABASE.jdbi().useHandle(handle -> handle.createScript(sql).execute());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from task_history",
                "update task_history set detail = 'something else'",
                "update task_history set action = 'dropped', undone = true",
                "insert into reminder_slot (task_id, recipient_id, slot_at, reason) values (1, 1, '2025-12-12Z', 'ahead')",
                "insert into outbox (cause, kind, recipient, message_id, envelope_from, subject, raw, next_attempt_at, created_at)"
                        + " values ('c', 'reminder', 'lee@desk.example', 'm2@x.example', 'a@x.example', '', '', '2025-12-11Z', '2025-12-11Z')",
                "insert into outbox (cause, kind, recipient, message_id, envelope_from, subject, raw, next_attempt_at, created_at)"
                        + " values ('d', 'nudge', 'ana@client.example', 'm4@x.example', 'a@x.example', '', '', '2025-12-11Z', '2025-12-11Z')",
                "update outbox set recipient = 'ana@client.example'",
                "update task set state = 'lost'",
                "update task set state = 'done'",
                "update task set finished_at = '2025-12-11Z'",
                "update task set state = 'waiting', assignee_id = null",
                "update task set title = ''",
                "update task set due_time = '10:00'",
                "update task set due_date = '2025-12-11', due_start = '2025-12-12'",
                "insert into person_address (address, person_id) values ('Lee@Desk.example', 1)",
            })
    void brokenInvariantShouldBeRefused(String sql) {
        assertThatThrownBy(() -> run(sql)).hasMessageContaining("ERROR");
    }

    @Test
    void undoneShouldBeMarkedOnceAndASentCauseMayComeAgain() {
        DATABASE.jdbi()
                .useTransaction(handle -> {
                    assertThat(handle.execute("update task_history set undone = true"))
                            .isEqualTo(1);
                    handle.execute("update outbox set state = 'sent'");
                    assertThat(
                                    handle.execute(
                                            "insert into outbox (cause, kind, recipient, message_id, envelope_from, subject, raw, next_attempt_at, created_at)"
                                                    + " values ('c', 'reminder', 'lee@desk.example', 'm3@x.example', 'a@x.example', '', '', '2025-12-11Z', '2025-12-11Z')"))
                            .isEqualTo(1);
                    handle.rollback();
                });
    }
}
