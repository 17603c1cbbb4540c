package org.tickler.fault;

import java.util.ArrayList;
import java.util.List;

/** Mails that are made to break whoever reads them. */
final class Nasty {
    private final List<String> mails = new ArrayList<>();

    private Nasty() {}

    static List<String> mails() {
        var nasty = new Nasty();
        nasty.add("Content-Type: text/plain\n", "x".repeat(3_000_000));
        nasty.add("X-Long: " + "a".repeat(1_000_000) + "\n", "A long header.");
        nasty.add(
                "Cc: " + "a@elsewhere.example, ".repeat(100_000) + "b@elsewhere.example\n",
                "Many.");
        nasty.add("Content-Type: text/plain; charset=no-such-charset\n", "\u0000\u0000 and \u0001");
        nasty.add("Content-Transfer-Encoding: quoted-printable\n", "=ZZ=\n=00=0".repeat(50_000));
        nasty.add("Subject: " + "=?utf-8?q?=C3?= ".repeat(20_000) + "\n", "Encoded words.");
        nasty.add("Content-Type: text/html\n", "<div>".repeat(200_000));
        nasty.add("", "> ".repeat(200_000) + "\n" + "on ".repeat(100_000) + "wrote:");
        nasty.add("", "please ".repeat(100_000));
        nasty.add("", "1.".repeat(100_000) + "/".repeat(100_000) + "2026-".repeat(50_000));
        nasty.nested(10_000);
        nasty.calendar("RRULE:FREQ=SECONDLY\n", "SUMMARY:x\n");
        nasty.calendar("DTEND:99991231T235959Z\n", "SUMMARY:" + "y".repeat(1_000_000) + "\n");
        nasty.calendar("DTEND:00010101T000000Z\n", "BEGIN:VALARM\n".repeat(20_000));
        nasty.add("Content-Type: text/plain; charset=utf-16\n", "odd" + "\ud800".repeat(10));
        nasty.add("References: " + "<a@b> ".repeat(100_000) + "\n", "Many ancestors.");
        return nasty.mails;
    }

    private void add(String headers, String body) {
        mails.add(
                """
                From: Ana <ana@elsewhere.example>
                To: tasks@harness.example
                Message-ID: <nasty-%d@elsewhere.example>
                MIME-Version: 1.0
                """
                                .formatted(mails.size())
                        + headers
                        + "\n"
                        + body
                        + "\n");
    }

    private void nested(int depth) {
        var body = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            body.append("--b").append(i).append("\nContent-Type: multipart/mixed; boundary=b");
            body.append(i + 1).append("\n\n");
        }
        add("Content-Type: multipart/mixed; boundary=b0\n", body.toString());
    }

    private void calendar(String line, String other) {
        add(
                "Content-Type: text/calendar; method=REQUEST\n",
                "BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:nasty\n"
                        + "DTSTAMP:20261123T080000Z\nDTSTART:20261124T080000Z\n"
                        + line
                        + other
                        + "END:VEVENT\nEND:VCALENDAR");
    }
}
