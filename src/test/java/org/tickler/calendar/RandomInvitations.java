package org.tickler.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.NamedAddress;

/** Invitations of every shape, with texts of any characters at all. The same for the same seed. */
final class RandomInvitations {
    private static final String[] NASTY = {
        "\r\n",
        "\n",
        "\r",
        "\"",
        "\\",
        ";",
        ",",
        ":",
        "^n",
        "\\n",
        "\u0000",
        "\u0007",
        "\u001b[2J",
        "\ud83d\udc4d\ud83c\udffd",
        "\ud800",
        "\udc00",
        "日本語",
        "é",
        "ß",
        "\u202e",
        "\u2028",
        "\t",
        " ",
        "\ufeff",
        "END:VEVENT",
        "BEGIN:VALARM",
        "&amp;",
        "%2B",
        "\u0085",
        "𠮷野家"
    };

    private final Random random;

    RandomInvitations(long seed) {
        random = new Random(seed);
    }

    Invitation next() {
        Instant stamp = Instant.ofEpochSecond(random.nextInt(0, Integer.MAX_VALUE));
        Method method =
                switch (random.nextInt(6)) {
                    case 0 -> Method.CANCEL;
                    case 1 -> Method.DECLINECOUNTER;
                    default -> Method.REQUEST;
                };
        return new Invitation(
                method,
                Long.toHexString(random.nextLong()) + "@acme.example",
                random.nextInt(100),
                stamp,
                random.nextBoolean() ? timed() : days(),
                "s" + text(random.nextInt(60)),
                text(random.nextInt(400)),
                text(random.nextInt(20)),
                new NamedAddress(text(8), new EmailAddress("actions@acme.example")),
                new NamedAddress(text(random.nextInt(30)), address()),
                PartStat.values()[random.nextInt(PartStat.values().length)],
                random.nextBoolean(),
                random.nextBoolean() ? null : text(20),
                stamp.minusSeconds(random.nextInt(1_000_000)));
    }

    private EmailAddress address() {
        String[] locals = {"ana", "ana+tag", "a%2bb", "o'hara", "ana.ruiz", "100%", "josé", "x;y"};
        return new EmailAddress(locals[random.nextInt(locals.length)] + "@client.example");
    }

    private EventTime timed() {
        Instant start = Instant.ofEpochSecond(random.nextInt(0, Integer.MAX_VALUE));
        return new EventTime.Timed(start, start.plusSeconds(random.nextInt(5) * 1800L));
    }

    private EventTime days() {
        LocalDate start = LocalDate.ofEpochDay(random.nextInt(0, 40_000));
        return new EventTime.AllDay(start, start.plusDays(1 + random.nextInt(30)));
    }

    private String text(int pieces) {
        var text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            switch (random.nextInt(8)) {
                case 0 -> text.append(NASTY[random.nextInt(NASTY.length)]);
                case 1 -> text.appendCodePoint(random.nextInt(0x110000));
                case 2 -> text.append(' ');
                case 3 -> text.appendCodePoint(random.nextInt(0x4e00, 0x9fff));
                default -> text.append((char) random.nextInt('a', 'z' + 1));
            }
        }
        return text.toString();
    }
}
