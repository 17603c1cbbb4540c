package org.tickler.fault;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MailReader;
import org.tickler.mail.ParsedMail;

/** Group 13: two Ticklers that write to each other, and a task that is answered without end. */
final class PeerScenes {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final EmailAddress LEFT = new EmailAddress("left@harness.example");
    private static final EmailAddress RIGHT = new EmailAddress("right@harness.example");
    private static final EmailAddress TASKS = new EmailAddress(Ground.TRACKER);

    private final Scenes scenes;
    private final List<String> problems = new ArrayList<>();

    PeerScenes(Scenes scenes) {
        this.scenes = scenes;
    }

    /**
     * First each takes the other for its owner; then one nudges the other and invites it, as a
     * person would be. Everything that is said arrives, and is vouched for.
     */
    Outcome facing() {
        int proposals;
        try (Ground left = scenes.ground("left").mailboxes(List.of("left")).ownedBy(RIGHT.value());
                Ground right =
                        scenes.ground("right").mailboxes(List.of("right")).ownedBy(LEFT.value())) {
            lead(left, right, RIGHT);
            lead(right, left, LEFT);
            try (Program one = left.start().ready();
                    Program two = right.start().ready()) {
                left.inbox().deliver("left", note(RIGHT, LEFT, "plan the visit to Graz"));
                right.inbox().deliver("right", note(LEFT, RIGHT, "order the chairs"));
                Waiting.until(PATIENCE, () -> to(left, RIGHT) > 0 && to(right, LEFT) > 0);
                Waiting.pass(SILENCE);
                proposals = to(left, RIGHT) + to(right, LEFT);
                same(1, to(left, RIGHT), "mails of the left one");
                same(1, to(right, LEFT), "mails of the right one");
                ended(one);
                ended(two);
            }
        }
        return new Outcome(2, "as owners " + proposals + " mails, " + asPeople(), problems);
    }

    private String asPeople() {
        try (Ground lee = scenes.ground("lee");
                Ground kim =
                        scenes.ground("kim")
                                .mailboxes(List.of("right"))
                                .ownedBy("kim@harness.example")) {
            lead(lee, kim, RIGHT);
            lead(kim, lee, TASKS);
            var life = new Life(lee, scenes.seed);
            try (Program one = lee.start().ready();
                    Program two = kim.start().ready()) {
                life.note("Send Ana Ruiz the list of rooms by 12 March 2027. @Myself #task");
                life.answer(life.await("list of rooms"), "1 yes");
                life.answer(receipt(lee, "list of rooms"), "nudge " + RIGHT);
                Waiting.until(PATIENCE, () -> to(lee, RIGHT) == 1);
                life.note("Ana Ruiz to visit Graz on 12 January 2027 to meet the team. #task");
                life.answer(life.await("visit Graz"), "1 yes");
                Waiting.until(PATIENCE, () -> life.ledger().lastInvitation() != null);
                ParsedMail invitation = life.ledger().lastInvitation();
                if (invitation == null) {
                    problems.add("no invitation came");
                } else {
                    life.answer(invitation, "invite 12 January 2027 10:00 with " + RIGHT);
                }
                if (!Waiting.until(PATIENCE, () -> to(lee, RIGHT) == 2)) {
                    problems.add("nudge and invitation did not leave: " + to(lee, RIGHT));
                }
                Waiting.until(
                        PATIENCE,
                        () ->
                                kim.number(
                                                "select count(*) from message where mailbox = 'right' and state <> 'stored'")
                                        >= 2);
                Waiting.pass(SILENCE);
                same(2, to(lee, RIGHT), "mails to the other one, a nudge and an invitation");
                int back = to(kim, TASKS);
                if (back > 2) {
                    problems.add(back + " mails came back for a nudge and an invitation");
                }
                ended(one);
                ended(two);
                return "as people 2 and " + back + " back, then silence for 30 s";
            }
        }
    }

    private void ended(Program program) {
        int code = program.term().end(PATIENCE);
        if (code != 0) {
            problems.add("SIGTERM ended it with " + code);
        }
    }

    private void same(long wanted, long found, String what) {
        if (wanted != found) {
            problems.add(found + " " + what + " instead of " + wanted);
        }
    }

    /** What one sends to the other's tracker arrives there, with what a mail server adds. */
    private static void lead(Ground from, Ground to, EmailAddress tracker) {
        from.receiver()
                .handOn(raw -> {
                    if (isFor(MailReader.read(raw), tracker)) {
                        to.inbox()
                                .deliver(
                                        tracker.localPart(),
                                        vouched() + new String(raw, StandardCharsets.UTF_8));
                    }
                });
    }

    private static boolean isFor(ParsedMail mail, EmailAddress tracker) {
        return mail.to().stream().anyMatch(to -> to.address().base().equals(tracker));
    }

    private static int to(Ground ground, EmailAddress tracker) {
        return (int)
                ground.receiver().taken().stream().filter(mail -> isFor(mail, tracker)).count();
    }

    private static String vouched() {
        return "Authentication-Results: mx.harness.example; dmarc=pass header.from=harness.example\n";
    }

    private static String note(EmailAddress from, EmailAddress tracker, String what) {
        return vouched()
                + """
                From: Kim <%s>
                To: %s
                Message-ID: <%d@harness.example>
                Subject: Recap

                ---
                title: Call
                date: 2026-11-23
                ---
                ## Action Items

                - [?] Please %s. @Myself #task
                """
                        .formatted(from, tracker, System.nanoTime(), what);
    }

    private static ParsedMail receipt(Ground ground, String words) {
        Waiting.until(PATIENCE, () -> last(ground, words) != null);
        return Objects.requireNonNull(last(ground, words), words);
    }

    private static @Nullable ParsedMail last(Ground ground, String words) {
        return ground.receiver().taken().stream()
                .filter(mail -> mail.bodyText().contains(words))
                .filter(mail ->
                        ground.number(
                                        "select count(*) from outbox where kind = 'receipt' and message_id = '"
                                                + mail.messageId()
                                                + "'")
                                > 0)
                .reduce((_, later) -> later)
                .orElse(null);
    }

    /**
     * A thousand answers to one task, each another Monday; a thousand copies of one answer; and as
     * many that only claim to be the owner's.
     */
    Outcome crowd() {
        int count = scenes.runs < 20 ? 200 : 1000;
        try (Ground ground =
                new Ground(
                        scenes.place("crowd"),
                        scenes.server,
                        new Inbox.Real(scenes.place("dovecot")))) {
            var life = new Life(ground, scenes.seed);
            String told;
            try (Program program = ground.start().ready()) {
                life.note("Send Ana Ruiz the list of rooms by 12 March 2027. @Myself #task");
                life.answer(life.await("list of rooms"), "1 yes");
                ParsedMail receipt = receipt(ground, "list of rooms");
                int before = ground.receiver().taken().size();
                String same = life.answer(receipt, "p1");
                for (int i = 0; i < count; i++) {
                    life.answer(receipt, "due " + LocalDate.of(2028, 1, 3).plusWeeks(i));
                    ground.inbox().deliver("tasks", same);
                    ground.inbox().deliver("tasks", forged(receipt, i));
                }
                long start = System.nanoTime();
                boolean done =
                        Waiting.until(
                                PATIENCE.multipliedBy(6),
                                () ->
                                        ground.number(
                                                        "select count(*) from message where state <> 'stored'")
                                                >= 3L * count + 4);
                double seconds = (System.nanoTime() - start) / 1e9;
                if (!done) {
                    problems.add(
                            "after "
                                    + seconds
                                    + " s: "
                                    + ground.words(
                                            "select state || ' ' || count(*) from message group by state"));
                }
                Waiting.until(PATIENCE, life::isQuiet);
                int mails = ground.receiver().taken().size() - before;
                if (mails > 25) {
                    problems.add(mails + " mails were sent for all the answers");
                }
                same(
                        0,
                        ground.number("select count(*) from task where state = 'dropped'"),
                        "tasks dropped by forged answers");
                long lines =
                        ground.number(
                                "select count(*) from task_history h join message m on m.id = h.message_id where m.message_id like '<forged%'");
                if (lines > 25) {
                    problems.add(lines + " lines of the history about forged answers");
                }
                told =
                        String.format(
                                Locale.ROOT,
                                "%d answers, %d copies, %d forged in %.0f s: %d mails, %d lines about the forged ones",
                                count,
                                count,
                                count,
                                seconds,
                                mails,
                                lines);
                ended(program);
            }
            problems.addAll(life.end());
            return new Outcome(3 * count, told, problems);
        }
    }

    private static String forged(ParsedMail mail, int n) {
        return """
        Authentication-Results: mx.harness.example; dmarc=fail header.from=harness.example
        From: Lee Mercer <%s>
        To: %s
        Message-ID: <forged-%d@elsewhere.example>
        In-Reply-To: %s
        Subject: Re: %s

        drop
        """
                .formatted(
                        Ground.OWNER,
                        mail.replyTo().getFirst().address(),
                        n,
                        mail.messageId(),
                        mail.subject());
    }
}
