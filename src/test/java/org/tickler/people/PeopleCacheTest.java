package org.tickler.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tickler.mail.EmailAddress;
import org.tickler.people.PersonStore.Profile;
import org.tickler.support.TestDatabase;

/** What is kept of people never differs from what the database holds. */
class PeopleCacheTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    private final TestDatabase database = TestDatabase.create();
    private final Jdbi jdbi = database.jdbi();
    private final PeopleCache cache = new PeopleCache();
    private final PersonId ana =
            jdbi.withExtension(PersonStore.class, store -> store.insert(named("Ana Ruiz"), NOW));

    @AfterEach
    void close() {
        database.close();
    }

    private static Profile named(String name) {
        return new Profile(
                name,
                "member",
                "Europe/Madrid",
                "en",
                null,
                java.time.LocalTime.of(9, 0),
                java.time.LocalTime.of(9, 0),
                java.time.LocalTime.of(17, 0),
                List.of(1, 2, 3, 4, 5),
                true);
    }

    private List<Person> cached() {
        return jdbi.withHandle(cache::read).people();
    }

    private void check() {
        assertThat(cached())
                .isEqualTo(jdbi.withExtension(PersonStore.class, PersonStore::all))
                .isSameAs(cached());
    }

    @Test
    void everyChangeShouldBeSeen() {
        check();
        jdbi.useExtension(PersonStore.class, store -> store.insert(named("Tom Berg"), NOW));
        check();
        var address = new EmailAddress("ana@example.org");
        jdbi.useExtension(PersonStore.class, store -> store.addAddress(ana, address, 0, null));
        check();
        jdbi.useExtension(PersonStore.class, store -> store.approve(address, NOW));
        check();
        assertThat(cached()).anyMatch(person -> person.approved().contains(address));
        jdbi.useExtension(PersonStore.class, store -> store.addAlias(ana, "Anita"));
        check();
        jdbi.useExtension(PersonStore.class, store -> store.update(ana, named("Ana Ruiz Gil")));
        check();
        jdbi.useHandle(handle -> handle.execute("delete from person_alias"));
        check();
        assertThat(cached()).allMatch(person -> person.aliases().isEmpty());
    }

    @Test
    void changeShouldBeSeenOnceItIsCommitted() {
        List<Person> before = cached();
        jdbi.useTransaction(handle -> {
            PersonStore store = handle.attach(PersonStore.class);
            store.update(ana, named("Ana R."));
            store.update(ana, named("Ana Ruiz Gil"));
            assertThat(cached()).isEqualTo(before);
        });

        check();
        assertThat(cached()).extracting(Person::name).contains("Ana Ruiz Gil");
    }

    @Test
    void whatWasTakenBackShouldNotBeSeen() {
        List<Person> before = cached();
        jdbi.useHandle(handle -> {
            handle.begin();
            handle.attach(PersonStore.class).update(ana, named("Somebody Else"));
            handle.rollback();
        });

        assertThat(cached()).isSameAs(before);
    }

    @Test
    void personShouldBeFoundByAnyAddress() {
        var home = new EmailAddress("ana@home.example");
        jdbi.useExtension(
                PersonStore.class,
                store -> {
                    store.addAddress(ana, new EmailAddress("ana@example.org"), 0, NOW);
                    store.addAddress(ana, home, 1, null);
                });
        Everybody everybody = jdbi.withHandle(cache::read);

        assertThat(everybody.byAddress(home)).map(Person::id).contains(ana);
        assertThat(everybody.byAddress(new EmailAddress("tom@example.org"))).isEmpty();
        assertThat(everybody.owner()).isEmpty();
    }
}
