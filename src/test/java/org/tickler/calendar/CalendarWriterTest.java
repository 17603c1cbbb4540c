package org.tickler.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.NamedAddress;

class CalendarWriterTest {
    private static final NamedAddress ORGANIZER =
            new NamedAddress("Actions", new EmailAddress("actions@acme.example"));
    private static final NamedAddress ANA =
            new NamedAddress("Ana Ruiz", new EmailAddress("ana@client.example"));
    private static final Instant STAMP = Instant.parse("2026-01-05T09:00:00Z");
    private static final EventTime TIMED =
            new EventTime.Timed(
                    Instant.parse("2026-01-12T10:00:00Z"), Instant.parse("2026-01-12T11:00:00Z"));
    private static final EventTime DAYS =
            new EventTime.AllDay(LocalDate.of(2026, 1, 2), LocalDate.of(2026, 1, 16));

    @Test
    void requestShouldHoldExactlyWhatClientsNeed() {
        Invitation invitation =
                invitation(Method.REQUEST, 0, TIMED, "Visit; San Francisco", false, null);

        assertThat(text(invitation))
                .isEqualTo(
                        """
                        BEGIN:VCALENDAR
                        PRODID:-//Tickler//Tickler//EN
                        VERSION:2.0
                        CALSCALE:GREGORIAN
                        METHOD:REQUEST
                        BEGIN:VEVENT
                        UID:5f3c@acme.example
                        SEQUENCE:0
                        DTSTAMP:20260105T090000Z
                        DTSTART:20260112T100000Z
                        DTEND:20260112T110000Z
                        SUMMARY:Visit\\; San Francisco
                        DESCRIPTION:First line\\nsecond\\, line
                        LOCATION:Pier 1
                        ORGANIZER;CN="Actions":mailto:actions@acme.example
                        ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=
                         TRUE;CN="Ana Ruiz":mailto:ana@client.example
                        STATUS:CONFIRMED
                        TRANSP:OPAQUE
                        CLASS:PUBLIC
                        PRIORITY:5
                        CREATED:20260104T090000Z
                        LAST-MODIFIED:20260105T090000Z
                        X-MICROSOFT-CDO-BUSYSTATUS:BUSY
                        X-MICROSOFT-DISALLOW-COUNTER:FALSE
                        END:VEVENT
                        END:VCALENDAR
                        """);
    }

    @Test
    void holdShouldBeATransparentTentativeSpanOfDays() {
        String text = text(invitation(Method.REQUEST, 1, DAYS, "Visit", true, null));

        assertThat(text)
                .contains(
                        "DTSTART;VALUE=DATE:20260102\nDTEND;VALUE=DATE:20260116\n",
                        "STATUS:TENTATIVE\nTRANSP:TRANSPARENT\n",
                        "X-MICROSOFT-CDO-BUSYSTATUS:FREE\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE\n");
    }

    @Test
    void cancelShouldKeepTheTimeAndSayWhy() {
        String text = text(invitation(Method.CANCEL, 2, TIMED, "Visit", false, "done"));

        assertThat(text)
                .contains(
                        "METHOD:CANCEL\n",
                        "SEQUENCE:2\n",
                        "DTSTART:20260112T100000Z\n",
                        "COMMENT:done\n",
                        "STATUS:CANCELLED\n",
                        "TRANSP:TRANSPARENT\n");
    }

    @Test
    void nameShouldNotBeAbleToInjectAnything() {
        var mallory =
                new NamedAddress(
                        "M\"\r\nATTENDEE:mailto:x@evil.example\r\n\\;^n:",
                        new EmailAddress("m@client.example"));
        String text =
                text(
                        new Invitation(
                                Method.REQUEST,
                                "u@acme.example",
                                0,
                                STAMP,
                                TIMED,
                                "a\r\nEND:VEVENT\u0007\u0000",
                                "",
                                "",
                                ORGANIZER,
                                mallory,
                                PartStat.NEEDS_ACTION,
                                false,
                                null,
                                STAMP));

        assertThat(text.replace("\n ", ""))
                .contains("CN=\"M' ATTENDEE:mailto:x@evil.example /;n:\":mailto:m@client.example\n")
                .contains("SUMMARY:a END:VEVENT\n")
                .doesNotContain("DESCRIPTION", "LOCATION");
    }

    @Test
    void uidWithALineEndShouldBeRefused() {
        var bad = invitation(Method.REQUEST, 0, TIMED, "x", false, null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CalendarWriter().write(withUid(bad, "a\r\nMETHOD:CANCEL")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CalendarWriter().write(withUid(bad, " ")));
    }

    private static Invitation withUid(Invitation i, String uid) {
        return new Invitation(
                i.method(),
                uid,
                i.sequence(),
                i.stamp(),
                i.time(),
                i.summary(),
                i.description(),
                i.location(),
                i.organizer(),
                i.attendee(),
                i.partStat(),
                i.tentative(),
                i.comment(),
                i.created());
    }

    private static Invitation invitation(
            Method method,
            int sequence,
            EventTime time,
            String summary,
            boolean tentative,
            @org.jspecify.annotations.Nullable String comment) {
        return new Invitation(
                method,
                "5f3c@acme.example",
                sequence,
                STAMP,
                time,
                summary,
                "First line\nsecond, line",
                "Pier 1",
                ORGANIZER,
                ANA,
                PartStat.NEEDS_ACTION,
                tentative,
                comment,
                STAMP.minusSeconds(86_400));
    }

    /** With LF, as the text blocks are; the linter looks at the line ends. */
    private static String text(Invitation invitation) {
        return new String(new CalendarWriter().write(invitation), StandardCharsets.UTF_8)
                .replace("\r\n", "\n");
    }
}
