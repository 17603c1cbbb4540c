package org.tickler.watch;

import java.io.IOException;
import java.util.List;

/** A way to somebody that does not go through the outbox. */
@FunctionalInterface
public interface AlarmChannel {
    /** What to tell. */
    record Line(String name, String words, boolean over) {
        @Override
        public String toString() {
            return (over ? "Over: " : "") + words;
        }
    }

    /**
     * Tells it, within seconds.
     *
     * @throws IOException if nobody could be told
     */
    void tell(String instance, List<Line> lines) throws IOException;
}
