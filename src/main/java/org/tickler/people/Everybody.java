package org.tickler.people;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tickler.mail.EmailAddress;

/** All people we know at one moment. Immutable. */
public final class Everybody {
    private final List<Person> people;
    private final Map<EmailAddress, Person> byAddress = new HashMap<>();
    private final Map<PersonId, Person> byId = new HashMap<>();

    /**
     * @param people owners first, each kind by name
     */
    public Everybody(List<Person> people) {
        this.people = List.copyOf(people);
        for (Person person : people) {
            byId.put(person.id(), person);
            person.addresses().forEach(address -> byAddress.put(address, person));
        }
    }

    /** Owners first, each kind by name. */
    public List<Person> people() {
        return people;
    }

    public Optional<Person> byId(PersonId id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Optional<Person> byAddress(EmailAddress address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    /** The owner the tracker works for: the first where there are several. */
    public Optional<Person> owner() {
        return people.stream().findFirst().filter(Person::isOwner);
    }
}
