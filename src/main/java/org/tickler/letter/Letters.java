package org.tickler.letter;

import java.time.Instant;

/** Puts letters into words, in the reader's language and zone. Safe for use by many threads. */
public final class Letters {
    /** The letter as a preview. */
    public Rendered render(Letter letter, Instant now) {
        return render(letter, now, Frame.PREVIEW);
    }

    public Rendered render(Letter letter, Instant now, Frame frame) {
        return new Rendered(letter.getClass().getSimpleName(), letter + "\n" + now, frame.hash());
    }
}
