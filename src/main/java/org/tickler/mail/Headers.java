package org.tickler.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tickler.mime.EncodedWords;

/**
 * The header fields of a message in their order, topmost first, unfolded; values are decoded (RFC
 * 2047) where they are asked for as text. Names are compared without case. Immutable.
 */
public final class Headers {
    /** One field: its name as written and its unfolded, not yet decoded value. */
    public record Field(String name, String rawValue) {}

    private final List<Field> fields;

    public Headers(List<Field> fields) {
        this.fields = List.copyOf(fields);
    }

    public List<Field> fields() {
        return fields;
    }

    /** The raw value of the topmost field of this name. */
    public Optional<String> first(String name) {
        // Asked for some fifty names of every mail: a stream for each would cost more than the
        // rest.
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return Optional.of(field.rawValue());
            }
        }
        return Optional.empty();
    }

    /** The decoded value of the topmost field of this name, or the empty string. */
    public String text(String name) {
        return first(name).map(EncodedWords::decode).orElse("");
    }

    public boolean has(String name) {
        return first(name).isPresent();
    }

    /** The raw values of all fields of this name, topmost first. */
    public List<String> all(String name) {
        var found = new ArrayList<String>();
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                found.add(field.rawValue());
            }
        }
        return found;
    }
}
