package org.tickler.app;

import java.time.Instant;
import org.tickler.calendar.EventTime;
import org.tickler.calendar.Invitation;
import org.tickler.calendar.Method;
import org.tickler.calendar.PartStat;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.NamedAddress;

/** What the doctor sends, with a name that is known beforehand. */
final class TestInvitation {
    static final Instant START = Instant.parse("2026-01-12T10:00:00Z");

    private TestInvitation() {}

    static Invitation to(String address) {
        return new Invitation(
                Method.REQUEST,
                "doctor-1@desk.example",
                0,
                START,
                new EventTime.Timed(START, START.plusSeconds(1800)),
                "Test",
                "",
                "",
                new NamedAddress("Tickler", new EmailAddress("todo@desk.example")),
                new NamedAddress("", new EmailAddress(address)),
                PartStat.NEEDS_ACTION,
                false,
                null,
                START);
    }
}
