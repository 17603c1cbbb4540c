package org.tickler.trust;

import java.net.IDN;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.NamedAddress;
import org.tickler.people.Person;

/**
 * Says whose name or address a stranger's resembles. It only finds words for people: nothing is
 * ever allowed because two addresses look alike, as identity is the exact address.
 */
public final class Lookalike {
    /** Letters that a reader takes for the Latin ones below them (after UTS 39, "confusables"). */
    private static final String FOREIGN = "авеёзікмнорстухѕјһԁԛԝьցոսհǝαβεικνορτυχωγɑɡɩʏıłøđħŧӏɴѵп";

    private static final String LATIN = "abee3ikmhopctyxsjhdqwbgnuheabeikvoptuxwyagiyilodhtlnvn";

    private Lookalike() {}

    /**
     * @param known people with their addresses
     * @return words such as "looks like lee@example.org", or nothing for an address that is theirs
     *     or resembles nobody's
     */
    public static Optional<String> of(NamedAddress sender, List<Person> known) {
        EmailAddress address = sender.address();
        if (known.stream().anyMatch(person -> person.addresses().contains(address))) {
            return Optional.empty();
        }
        String shape = shape(address.value());
        String name = shape(sender.name());
        for (Person person : known) {
            for (EmailAddress theirs : person.addresses()) {
                if (shape(theirs.value()).equals(shape)) {
                    return Optional.of("looks like " + theirs + ", but is not");
                }
                if (name.contains(shape(theirs.value()))) {
                    return Optional.of("shows " + theirs + " as its name, but is not");
                }
            }
            if (!name.isEmpty() && name.equals(shape(person.name()))) {
                return Optional.of("signs as " + person.name());
            }
        }
        return Optional.empty();
    }

    /** What is left of a text for a reader who looks at it in passing. */
    static String shape(String text) {
        String plain =
                Normalizer.normalize(decoded(text), Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        var shape = new StringBuilder();
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            int at = FOREIGN.indexOf(c);
            if (at >= 0) {
                c = LATIN.charAt(at);
            }
            if (Character.isLetterOrDigit(c) || c == '@' || c == '|') {
                shape.append(
                        switch (c) {
                            case '0' -> 'o';
                            case '1', 'i', '|' -> 'l';
                            case '5' -> 's';
                            default -> c;
                        });
            }
        }
        return shape.toString().replace("rn", "m").replace("vv", "w");
    }

    /** Domains travel in Punycode (RFC 3492) and are shown in letters. */
    private static String decoded(String text) {
        int at = text.lastIndexOf('@');
        return text.contains("xn--")
                ? text.substring(0, at + 1) + IDN.toUnicode(text.substring(at + 1))
                : text;
    }
}
