package org.tickler.people;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;
import org.tickler.people.PersonStore.Profile;

/** Finds and remembers people within the caller's transaction. */
public final class People {
    /** A person of the configuration file. */
    public record Configured(Profile profile, List<EmailAddress> addresses, List<String> aliases) {
        public Configured {
            addresses = List.copyOf(addresses);
            aliases = List.copyOf(aliases);
        }
    }

    /** What a name as people write it ("ana", "@Ana Ruiz") refers to. */
    public sealed interface Found {
        record One(Person person) implements Found {}

        record Several(List<Person> choices) implements Found {
            public Several {
                choices = List.copyOf(choices);
            }
        }

        record Unknown(String name) implements Found {}
    }

    private final PersonStore store;

    public People(Handle handle) {
        store = handle.attach(PersonStore.class);
    }

    public PersonStore store() {
        return store;
    }

    /**
     * Brings the configured people into the database; people that are no longer configured stay, as
     * contacts keep their tasks. Configured addresses count as approved.
     *
     * @return whoever was known before and has another zone, other hours or another time of day for
     *     reminders now, as they are now
     */
    public List<Person> sync(List<Configured> configured, Instant now) {
        var otherHours = new ArrayList<Person>();
        for (Configured person : configured) {
            Optional<Person> before = existing(person);
            PersonId id =
                    before.map(Person::id).orElseGet(() -> store.insert(person.profile(), now));
            store.update(id, person.profile());
            int position = 0;
            for (EmailAddress address : person.addresses()) {
                store.addAddress(id, address, position++, now);
            }
            person.aliases().forEach(alias -> store.addAlias(id, alias));
            before.filter(was -> !samePlan(was, get(id))).ifPresent(_ -> otherHours.add(get(id)));
        }
        return otherHours;
    }

    private static boolean samePlan(Person one, Person other) {
        return one.zone().equals(other.zone())
                && one.hours().equals(other.hours())
                && one.defaultTime().equals(other.defaultTime());
    }

    private Optional<Person> existing(Configured person) {
        for (EmailAddress address : person.addresses()) {
            Optional<Person> known = store.byAddress(address);
            if (known.isPresent()) {
                return known;
            }
        }
        return store.named(person.profile().name()).stream().findFirst();
    }

    /** The owner the tracker works for: the first one configured. */
    public Optional<Person> owner() {
        return store.owner();
    }

    /**
     * The person behind a name in a note or mail, remembered as a contact if it is a new one. A
     * contact's address is known but not approved: nothing is sent to it.
     */
    public Person remember(String name, @Nullable EmailAddress address, Person like, Instant now) {
        if (address != null) {
            Optional<Person> known = store.byAddress(address);
            if (known.isPresent()) {
                return known.get();
            }
        }
        Person person =
                switch (find(name)) {
                    case Found.One(Person one) -> one;
                    case Found.Several(List<Person> several) -> several.getFirst();
                    case Found.Unknown _ -> get(store.insert(Profile.contact(name, like), now));
                };
        if (address != null) {
            store.addAddress(person.id(), address, person.addresses().size(), null);
            return get(person.id());
        }
        return person;
    }

    /**
     * Exact address, then whole name or alias, then a first name that only one person has
     * (replies.md, rule 8).
     */
    public Found find(String written) {
        String name = written.strip().replaceFirst("^[@+]", "");
        if (name.contains("@")) {
            try {
                return store.byAddress(new EmailAddress(name))
                        .<Found>map(Found.One::new)
                        .orElse(new Found.Unknown(name));
            } catch (IllegalArgumentException notAnAddress) {
                return new Found.Unknown(name);
            }
        }
        List<Person> whole = store.named(name);
        List<Person> hits = whole.isEmpty() ? byFirstName(name) : whole;
        return switch (hits.size()) {
            case 0 -> new Found.Unknown(name);
            case 1 -> new Found.One(hits.getFirst());
            default -> new Found.Several(hits);
        };
    }

    private List<Person> byFirstName(String name) {
        return store.all().stream()
                .filter(person -> person.firstName().equalsIgnoreCase(name))
                .toList();
    }

    public Person get(PersonId id) {
        return store.find(id)
                .orElseThrow(() -> new IllegalStateException("no person " + id.value()));
    }
}
