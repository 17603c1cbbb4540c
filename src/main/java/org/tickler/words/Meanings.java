package org.tickler.words;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a phrase of a word list can mean, with the value of each kind, and what follows from the
 * kinds, which is asked of every word. Immutable.
 */
final class Meanings {
    /** Kinds that tell something about the words beside, and make no date themselves. */
    private static final Set<Kind> FOREIGN = Kind.withThoseOfNames(Kind.HINT, Kind.CHANGE);

    /** Kinds of words that no date consists of, however many of them stand together. */
    private static final Set<Kind> CONNECTORS =
            Kind.withThoseOfNames(
                    Kind.HINT,
                    Kind.NOT_A_DATE,
                    Kind.ON,
                    Kind.AT,
                    Kind.BY,
                    Kind.FROM,
                    Kind.TO,
                    Kind.BETWEEN,
                    Kind.AND,
                    Kind.IN,
                    Kind.OF,
                    Kind.THE,
                    Kind.A,
                    Kind.THIS);

    static final Meanings NONE = new Meanings(new EnumMap<>(Kind.class));

    private final Map<Kind, String> values;
    private final boolean foreign;
    private final boolean connecting;

    Meanings(Map<Kind, String> values) {
        this.values = values;
        this.foreign = FOREIGN.containsAll(values.keySet());
        this.connecting = CONNECTORS.containsAll(values.keySet());
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    boolean has(Kind kind) {
        return values.containsKey(kind);
    }

    @Nullable String value(Kind kind) {
        return values.get(kind);
    }

    /** Whether it means nothing in a date. */
    boolean isForeign() {
        return foreign;
    }

    /** Whether it means nothing, or only what stands between the words of a date. */
    boolean isConnecting() {
        return connecting;
    }
}
