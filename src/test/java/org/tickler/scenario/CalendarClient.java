package org.tickler.scenario;

import java.nio.charset.StandardCharsets;
import org.tickler.invite.EventStore;
import org.tickler.invite.EventStore.Attendee;
import org.tickler.mail.EmailAddress;
import org.tickler.task.TaskId;

/** Answers to the invitation that was sent last, as a calendar writes them. */
final class CalendarClient {
    private final Desk desk;
    private int answers;

    CalendarClient(Desk desk) {
        this.desk = desk;
    }

    /**
     * Makes the visit of {@link LoopTest#NOTE} a task, T-2, and invites to it.
     *
     * @param words what the owner answers to the hold, such as "invite 12 jan 10am"
     */
    CalendarClient invite(String words) {
        desk.receive(
                desk.mail(
                        new EmailAddress("notes@recorder.example"),
                        "Your meeting notes",
                        LoopTest.NOTE));
        desk.answer(desk.last("proposal"), Desk.LEE, "2 yes");
        desk.answer(desk.last("invitation"), Desk.LEE, words);
        return this;
    }

    /**
     * @param start as in DTSTART: an instant, or eight digits for a day
     */
    String answer(
            EmailAddress from,
            EmailAddress attendee,
            String method,
            String partStat,
            String start,
            int sequence) {
        String uid = uid();
        String stamp =
                desk.clock.instant().toString().replaceAll("[-:]", "").replaceAll("\\.\\d+", "");
        String when =
                start.length() == 8
                        ? "DTSTART;VALUE=DATE:" + start
                        : "DTSTART:" + start + "\nDURATION:PT45M";
        return """
        From: %s
        To: %s
        Subject: Answer
        Date: %s
        Message-ID: <calendar-%d@client.example>
        MIME-Version: 1.0
        Content-Type: text/calendar; charset=UTF-8; method=%s

        BEGIN:VCALENDAR
        PRODID:-//Example//Client//EN
        VERSION:2.0
        METHOD:%s
        BEGIN:VEVENT
        %s
        SEQUENCE:%d
        DTSTAMP:%s
        %s
        SUMMARY:Visit
        ATTENDEE;PARTSTAT=%s:mailto:%s
        END:VEVENT
        END:VCALENDAR
        """
                .formatted(
                        from,
                        Desk.TRACKER,
                        desk.date(),
                        ++answers,
                        method,
                        method,
                        uid.strip(),
                        sequence,
                        stamp,
                        when,
                        partStat,
                        attendee);
    }

    /** The line that names the event of the last invitation. */
    String uid() {
        return ics(desk.last("invitation"))
                .lines()
                .filter(line -> line.startsWith("UID:"))
                .findFirst()
                .orElseThrow();
    }

    /** The guest with this address, of the newest event of the task. */
    Attendee guest(long task, EmailAddress address) {
        return desk.database
                .jdbi()
                .inTransaction(handle -> {
                    EventStore store = handle.attach(EventStore.class);
                    long event = store.of(new TaskId(task)).getFirst().id();
                    return store.attendees(event).stream()
                            .filter(attendee -> attendee.address().equals(address))
                            .findFirst()
                            .orElseThrow();
                });
    }

    /** The calendar part of a mail, unfolded. */
    static String ics(Desk.Sent mail) {
        return mail.mail().parts().stream()
                .filter(part -> part.type().equals("text/calendar"))
                .map(part ->
                        new String(part.content(), StandardCharsets.UTF_8)
                                .replaceAll("\r\n[ \t]", ""))
                .findFirst()
                .orElseThrow();
    }
}
