package org.tickler.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tickler.scenario.CalendarClient.ics;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tickler.mail.EmailAddress;

/**
 * Whatever guests, strangers and the owner do, in any order: what always holds of the mails sent.
 */
class OrganizerPropertyTest {
    private static final EmailAddress ANA = new EmailAddress("ana@client.example");
    private static final EmailAddress TOM = new EmailAddress("tom@client.example");
    private static final EmailAddress BO = new EmailAddress("bo@client.example");
    private static final EmailAddress EVE = new EmailAddress("eve@evil.example");
    private static final List<EmailAddress> OTHERS = List.of(ANA, TOM, BO, EVE);
    private static final String[] METHODS = {"REPLY", "REPLY", "COUNTER", "REFRESH", "CANCEL"};
    private static final String[] ANSWERS = {
        "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED", "NEEDS-ACTION", "X-ODD"
    };
    private static final String[] TIMES = {
        "20260112T160000Z", "20260113T150000Z", "20260120", "20260114T170000Z"
    };
    private static final String[] GUESTS_WORDS = {
        "yes", "no", "Yes, but the 13th suits me better", "done", "how about Friday at 3pm?", "hm"
    };
    private static final String[] OWNERS_WORDS = {
        "due 13 jan 9am",
        "due 14 jan 11am",
        "invite with tom@client.example",
        "uninvite tom@client.example",
        "invite with bo@client.example",
        "rename Meet the team",
        "rename See the bridge",
        "done",
        "reopen",
        "undo",
        "assign tom@client.example",
        "assign ana@client.example",
        "the 15th suits me better",
        "yes"
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void mailsShouldKeepTheRules(long seed) {
        var random = new Random(seed);
        try (var desk = new Desk()) {
            CalendarClient calendars =
                    new CalendarClient(desk)
                            .invite("invite 12 jan 10am for 45m with ana@client.example");
            for (int step = 0; step < 40; step++) {
                desk.clock.advance(Duration.ofMinutes(random.nextInt(30)));
                int mails = desk.sent().size();
                int task = desk.task(2).version();
                switch (random.nextInt(4)) {
                    case 0 -> owner(desk, random);
                    case 1 -> desk.pass(Duration.ofMinutes(random.nextInt(20)));
                    case 2 -> {
                        desk.receive(calendar(calendars, random));
                        outsider(desk, mails, task);
                    }
                    default -> {
                        EmailAddress from = pick(random, OTHERS.toArray(EmailAddress[]::new));
                        Desk.Sent answered = desk.last("invitation", ANA);
                        desk.answer(answered, from, pick(random, GUESTS_WORDS));
                        outsider(desk, mails, task);
                    }
                }
                assertThat(desk.outcome()).doesNotContain("quarantine");
            }
            assertOrder(desk);
            assertApproved(desk);
        }
    }

    /** An inbound mail of somebody else never moves the task, and brings one mail at most. */
    private static void outsider(Desk desk, int mails, int version) {
        assertThat(desk.task(2).version()).isEqualTo(version);
        assertThat(desk.sent().size() - mails).as(desk.outcome()).isBetween(0, 1);
    }

    private static void owner(Desk desk, Random random) {
        Desk.Sent last =
                random.nextBoolean() && desk.count("question", Desk.LEE) > 0
                        ? desk.last("question", Desk.LEE)
                        : desk.last("invitation", Desk.LEE);
        desk.answer(last, Desk.LEE, pick(random, OWNERS_WORDS));
    }

    private static String calendar(CalendarClient calendars, Random random) {
        EmailAddress from = pick(random, OTHERS.toArray(EmailAddress[]::new));
        EmailAddress attendee =
                random.nextInt(4) == 0 ? pick(random, OTHERS.toArray(EmailAddress[]::new)) : from;
        return calendars.answer(
                from,
                attendee,
                pick(random, METHODS),
                pick(random, ANSWERS),
                pick(random, TIMES),
                random.nextInt(5));
    }

    private static <T> T pick(Random random, T[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    /**
     * Per event and guest: SEQUENCE never falls, DTSTAMP neither, and after a CANCEL comes nothing
     * old.
     */
    private static void assertOrder(Desk desk) {
        Map<String, Integer> sequences = new HashMap<>();
        Map<String, String> stamps = new HashMap<>();
        Map<String, Integer> cancelled = new HashMap<>();
        for (Desk.Sent mail : desk.sent()) {
            if (!mail.kind().equals("invitation") && !mail.kind().equals("cancellation")) {
                continue;
            }
            String calendar = ics(mail);
            String lane = value(calendar, "UID:") + mail.recipient();
            int sequence = Integer.parseInt(value(calendar, "SEQUENCE:"));
            String stamp = value(calendar, "DTSTAMP:");
            assertThat(sequence).isGreaterThanOrEqualTo(sequences.getOrDefault(lane, 0));
            assertThat(stamp).isGreaterThanOrEqualTo(stamps.getOrDefault(lane, ""));
            sequences.put(lane, sequence);
            stamps.put(lane, stamp);
            if (mail.kind().equals("cancellation")) {
                cancelled.put(lane, sequence);
            } else if (cancelled.containsKey(lane)) {
                assertThat(sequence).isGreaterThanOrEqualTo(cancelled.get(lane));
            }
        }
    }

    private static String value(String calendar, String name) {
        return calendar.lines()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .orElseThrow()
                .substring(name.length());
    }

    private static void assertApproved(Desk desk) {
        Set<String> approved =
                new HashSet<>(
                        desk.database
                                .jdbi()
                                .withHandle(handle ->
                                        handle.createQuery(
                                                        "select address from person_address where approved_at is not null")
                                                .mapTo(String.class)
                                                .list()));
        assertThat(desk.sent()).allMatch(mail -> approved.contains(mail.recipient()));
    }
}
