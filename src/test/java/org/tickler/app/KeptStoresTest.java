package org.tickler.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tickler.people.PersonStore;
import org.tickler.support.TestDatabase;
import org.tickler.task.TaskStore;

/** A store is made once for a handle, and never outlives it. */
class KeptStoresTest {
    private final TestDatabase database = TestDatabase.create();
    private final Jdbi jdbi = database.jdbi();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void oneHandleShouldKeepItsStores() {
        jdbi.useHandle(handle -> {
            PersonStore people = handle.attach(PersonStore.class);

            assertThat(handle.attach(PersonStore.class)).isSameAs(people);
            assertThat(handle.attach(TaskStore.class).recent(1)).isEmpty();
        });
    }

    @Test
    void everyHandleShouldHaveStoresOfItsOwn() {
        PersonStore first = jdbi.withHandle(handle -> handle.attach(PersonStore.class));

        jdbi.useTransaction(handle -> {
            PersonStore second = handle.attach(PersonStore.class);
            assertThat(second).isNotSameAs(first);
            assertThat(second.all()).isEmpty();
        });
        List<?> again = jdbi.withExtension(PersonStore.class, PersonStore::all);
        assertThat(again).isEmpty();
    }
}
