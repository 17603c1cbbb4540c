package org.tickler.ask;

import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;

/** Who must act, as far as the text tells. */
public sealed interface AssigneeRef {
    /** The owner ({@code @Myself} in a note, the reader of a mail). */
    record Me() implements AssigneeRef {}

    /** Somebody by name; the address where mail headers or known people give it away. */
    record Named(String name, @Nullable EmailAddress address) implements AssigneeRef {}

    /** Nobody yet ({@code @TBD}). */
    record Nobody() implements AssigneeRef {}
}
