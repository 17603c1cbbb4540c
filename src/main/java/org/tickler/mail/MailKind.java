package org.tickler.mail;

/** What sort of mail this is, decided before anything is understood or changed. */
public enum MailKind {
    /** A person's mail or a generated note: tasks may be in it. */
    SOURCE,
    /** Answers one of our mails. */
    REPLY,
    /** Carries an iMIP message (RFC 6047). */
    CALENDAR,
    /** A delivery status notification, standard (RFC 3464) or not. */
    BOUNCE,
    /** A vacation notice or another automatic answer (RFC 3834). */
    AUTO_REPLY,
    /** Newsletter, notification, mailing list. */
    LIST,
    /** We wrote it. */
    OWN,
    /** Nothing could be read. */
    UNREADABLE;

    /** The word of the command line's output, such as {@code auto-reply}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
