package org.tickler.ask;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tickler.language.PlainText;
import org.tickler.language.Tokens;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.NamedAddress;

/**
 * The people a text may speak of: the owner, known people, the participants of a note, the names in
 * a mail's headers. Knows them by full name, by first name where that is unambiguous, by alias and
 * by the local part of an address.
 */
public final class People {
    /** A person; {@code me} where it is the owner. */
    public record Person(String name, @Nullable EmailAddress address, boolean me) {
        public AssigneeRef ref() {
            return me ? new AssigneeRef.Me() : new AssigneeRef.Named(name, address);
        }
    }

    /** Small words inside names, in lower case. */
    public static final Set<String> PARTICLES =
            Set.of(
                    "van", "von", "de", "den", "der", "del", "della", "di", "da", "dos", "du", "la",
                    "le", "el", "al", "bin", "ibn", "ter", "ten", "zu", "y", "e", "af", "av");

    private static final Set<String> NOBODY =
            Set.of(
                    "tbd",
                    "tba",
                    "tbc",
                    "nobody",
                    "unassigned",
                    "unknown",
                    "someone",
                    "somebody",
                    "anyone",
                    "anybody",
                    "n/a",
                    "?",
                    "volunteer",
                    "open",
                    "none",
                    "no owner");
    private static final Pattern QUOTES = Pattern.compile("[\"\u201c\u201d]");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Set<String> MYSELF = Set.of("myself", "me", "i", "self");
    private static final Pattern TITLE =
            Pattern.compile(
                    "^(?:mr|mrs|ms|miss|cllr|dr|prof|professor|herr|frau|mme|m|sr|sra|don|do\u00f1a)\\.?\\s+(?=\\p{L}{2})",
                    Pattern.CASE_INSENSITIVE);

    private final ReadingContext context;

    /** By full name and alias, folded. */
    private final Map<String, Person> byName = new HashMap<>();

    /** By full name, folded; who became known last stands last. */
    private final Map<String, Person> all = new LinkedHashMap<>();

    private final Map<String, Optional<Person>> asked = new HashMap<>();

    public People(ReadingContext context) {
        this.context = context;
        if (!context.myName().isBlank()) {
            add(new Person(context.myName(), firstOf(context.me()), true));
        }
        for (var known : context.people()) {
            boolean me = known.addresses().stream().anyMatch(context.me()::contains);
            EmailAddress address =
                    known.addresses().isEmpty() ? null : known.addresses().getFirst();
            var person = new Person(known.name(), address, me);
            add(person);
            known.aliases().forEach(alias -> byName.putIfAbsent(Tokens.fold(alias), person));
        }
    }

    private static @Nullable EmailAddress firstOf(Set<EmailAddress> addresses) {
        return addresses.stream().sorted().findFirst().orElse(null);
    }

    /** Adds somebody who stands in a header. */
    public void add(NamedAddress header) {
        String name = displayName(header.name());
        boolean me = isMine(header.address());
        if (name.isEmpty()) {
            name = nameOf(header.address());
        }
        if (!name.isEmpty()) {
            Person known = byName.get(Tokens.fold(name));
            add(new Person(known == null ? name : known.name(), header.address(), me));
        }
    }

    /** Adds somebody the text names in full; the owner is recognised by the addresses. */
    public void addName(String raw) {
        String name = displayName(raw);
        if (!name.isEmpty() && !isSpecial(name) && byName.get(Tokens.fold(name)) == null) {
            Person whole = ofInitial(name);
            if (whole != null) {
                asked.clear();
                byName.put(Tokens.fold(name), whole);
                return;
            }
            add(new Person(name, null, isMyName(name)));
        }
    }

    /** Makes a known person known by another name too, such as initials. */
    public void addAlias(String alias, String name) {
        Person person = find(name);
        if (person != null) {
            asked.clear();
            byName.putIfAbsent(Tokens.fold(alias), person);
        }
    }

    /** The known Rosalie Beck for "R. Beck". */
    private @Nullable Person ofInitial(String raw) {
        String[] parts = Tokens.fold(raw).split("\\.? ");
        if (parts.length != 2 || parts[0].length() != 1) {
            return null;
        }
        return all.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(parts[0]))
                .filter(entry -> entry.getKey().endsWith(" " + parts[1]))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private void add(Person person) {
        asked.clear();
        String key = Tokens.fold(person.name());
        Person before = byName.get(key);
        if (before == null || before.address() == null) {
            byName.put(key, person);
            all.remove(key);
            all.put(key, person);
        }
    }

    public boolean isMine(EmailAddress address) {
        return context.me().contains(address) || context.me().contains(address.base());
    }

    /** {@code Myself}, {@code TBD} and the like. */
    public boolean isSpecial(String name) {
        String folded = Tokens.fold(name);
        return MYSELF.contains(folded) || NOBODY.contains(folded);
    }

    public boolean isNobody(String name) {
        return NOBODY.contains(Tokens.fold(name));
    }

    /**
     * The person meant by a full name, an unambiguous first name, an alias or a handle; else null.
     */
    public @Nullable Person find(String raw) {
        return asked.computeIfAbsent(raw, name -> Optional.ofNullable(search(name))).orElse(null);
    }

    private @Nullable Person search(String raw) {
        String name = Tokens.fold(displayName(raw));
        if (name.isEmpty()) {
            return null;
        }
        Person exact = byName.get(name);
        if (exact != null) {
            return fullest(exact);
        }
        Person found = null;
        String full = "";
        for (var entry : all.entrySet()) {
            String key = entry.getKey();
            if (matches(entry.getValue(), key, name) && (found == null || !full.startsWith(key))) {
                if (found != null && !key.startsWith(full)) {
                    return null;
                }
                found = entry.getValue();
                full = key;
            }
        }
        return found;
    }

    /** "Ray" in a header is the Ray Esposito of the text, where there is only one. */
    private Person fullest(Person person) {
        if (person.name().indexOf(' ') > 0) {
            return person;
        }
        Person longer = null;
        String first = Tokens.fold(person.name()) + " ";
        String last = " " + Tokens.fold(person.name());
        for (var entry : all.entrySet()) {
            Person other = entry.getValue();
            if (entry.getKey().startsWith(first) || entry.getKey().endsWith(last)) {
                if (longer != null && !longer.name().equals(other.name())) {
                    return person;
                }
                longer = other;
            }
        }
        return longer == null
                ? person
                : new Person(
                        longer.name(),
                        longer.address() == null ? person.address() : longer.address(),
                        longer.me() || person.me());
    }

    /**
     * @param name the person's full name, folded
     * @param said what the text calls somebody, folded
     */
    private static boolean matches(Person person, String name, String said) {
        int words = name.indexOf(' ');
        if (words < 0) {
            return name.equals(said) || isAddress(person, said);
        }
        return isPart(name, said, 0, words)
                || isPart(name, said, name.lastIndexOf(' ') + 1, name.length())
                || name.charAt(0) == said.charAt(0)
                        && (name.replace(' ', '.').equals(said)
                                || name.replace(" ", "").equals(said))
                || isAddress(person, said);
    }

    /** The only person whose initials these are, as minutes write them: "OP" is Orla Penrose. */
    public @Nullable Person byInitials(String said) {
        boolean initials =
                said.length() >= 2
                        && said.length() <= 3
                        && said.chars().allMatch(Character::isUpperCase);
        if (!initials) {
            return null;
        }
        Person found = null;
        for (var entry : all.entrySet()) {
            var own = new StringBuilder();
            for (String word : entry.getKey().split("[ -]")) {
                own.append(word.isEmpty() ? "" : word.substring(0, 1));
            }
            if (own.toString().equalsIgnoreCase(said)) {
                if (found != null) {
                    return null;
                }
                found = entry.getValue();
            }
        }
        return found;
    }

    /** Whether one word is what the owner's domain is called. */
    boolean isMyFirm(String word) {
        return context.me().stream().anyMatch(address -> isFirmOf(word, address));
    }

    /** Whether one word, folded, is what the domain of an address is called. */
    static boolean isFirmOf(String word, EmailAddress address) {
        String domain = address.domain();
        int dot = domain.indexOf('.');
        return dot > 3 && domain.substring(0, dot).replace("-", "").equals(word);
    }

    private static boolean isPart(String name, String said, int from, int to) {
        return said.length() == to - from && name.startsWith(said, from);
    }

    private static boolean isAddress(Person person, String said) {
        return person.address() != null && person.address().value().equals(said);
    }

    /** Who a name in a text means; a name nobody knows stays as it is written. */
    public AssigneeRef refer(String raw) {
        String folded = Tokens.fold(raw);
        if (MYSELF.contains(folded)) {
            return new AssigneeRef.Me();
        }
        if (folded.isEmpty() || NOBODY.contains(folded)) {
            return new AssigneeRef.Nobody();
        }
        Person person = find(raw);
        if (person != null) {
            return person.ref();
        }
        String name = displayName(raw);
        String titled = name.indexOf(' ') < 0 && raw.strip().endsWith(" " + name) ? raw : name;
        return isMyName(name)
                ? new AssigneeRef.Me()
                : new AssigneeRef.Named(singleSpaced(titled.strip()), null); // "Ms Kudo"
    }

    /**
     * Whether a name is the owner's: as configured, or as the local part of an own address spells
     * it ("lee.mercer", "lmercer", or "lee" where it is all there is).
     */
    public boolean isMyName(String raw) {
        String name = Tokens.fold(displayName(raw));
        if (name.isEmpty()) {
            return false;
        }
        if (!context.myName().isBlank()) {
            String mine = Tokens.fold(context.myName());
            return name.equals(mine) || name.equals(mine.split(" ")[0]);
        }
        String[] parts = name.split(" ");
        for (EmailAddress address : context.me()) {
            String local = address.base().localPart();
            String[] pieces = local.split("[._-]+");
            boolean same =
                    String.join("", pieces)
                            .equals(String.join("", parts).replace("-", "").replace("'", ""));
            boolean initial =
                    parts.length > 1 && local.equals(parts[0].charAt(0) + parts[parts.length - 1]);
            boolean surname = // "Mr Prydderch", "O. Prydderch"
                    pieces.length > 1
                            && pieces[pieces.length - 1].equals(parts[parts.length - 1])
                            && (parts.length == 1
                                    || parts.length == 2
                                            && parts[0].replace(".", "").length() == 1
                                            && pieces[0].startsWith(parts[0].substring(0, 1)));
            boolean first =
                    pieces.length > 0
                            && pieces[0].equals(parts[0])
                            && (parts.length == 1
                                    || pieces.length == 1 && Owners.isWrittenAsName(raw)
                                    || pieces[pieces.length - 1].equals(parts[parts.length - 1]));
            if (same || initial || first || surname) {
                return true;
            }
        }
        return false;
    }

    /** A display name as one would say it: "Pillai, Dev" and "'Dev Pillai' (IT)" are Dev Pillai. */
    public static String displayName(String raw) {
        if (isOneWord(raw)) {
            return raw;
        }
        String name = QUOTES.matcher(raw).replaceAll("").strip();
        if (name.indexOf('@') >= 0) {
            return name.contains(" ") ? name.substring(0, name.indexOf('@')).strip() : name;
        }
        int paren = name.indexOf('(');
        name = paren > 0 ? name.substring(0, paren).strip() : name;
        int slash = name.indexOf(" / ");
        name = slash > 0 ? name.substring(0, slash).strip() : name;
        if (name.length() > 2 && name.startsWith("'") && name.endsWith("'")) {
            name = name.substring(1, name.length() - 1).strip();
        }
        int comma = name.indexOf(',');
        if (comma > 0 && name.indexOf(',', comma + 1) < 0 && comma < name.length() - 1) {
            name = name.substring(comma + 1).strip() + " " + name.substring(0, comma).strip();
        }
        return singleSpaced(TITLE.matcher(PlainText.unquoted(name)).replaceFirst(""));
    }

    private static boolean isOneWord(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            if (!Character.isLetter(raw.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static String singleSpaced(String text) {
        return SPACE.matcher(text).replaceAll(" ");
    }

    /** "lee.mercer@…" is Lee Mercer; a local part that is no name gives nothing. */
    private static String nameOf(EmailAddress address) {
        String local = address.base().localPart();
        String[] pieces = local.split("[._-]+");
        boolean group = local.indexOf('.') < 0 && local.indexOf('_') < 0; // "planning-circle@"
        if (group || pieces.length < 2 || pieces.length > 3) {
            return "";
        }
        var name = new StringBuilder();
        for (String piece : pieces) {
            if (piece.length() < 2 || !piece.chars().allMatch(Character::isLetter)) {
                return "";
            }
            name.append(name.isEmpty() ? "" : " ")
                    .append(Character.toUpperCase(piece.charAt(0)))
                    .append(piece.substring(1));
        }
        return name.toString();
    }
}
