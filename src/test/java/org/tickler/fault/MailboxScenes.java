package org.tickler.fault;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tickler.config.MailboxSettings;
import org.tickler.config.SettingsReader;
import org.tickler.fetch.MailboxPoller;
import org.tickler.fetch.PollReport;
import org.tickler.fetch.PollReport.Status;
import org.tickler.mail.Sha256;

/** Groups of faults that come from the mailbox: the line, the server, and the mails themselves. */
final class MailboxScenes {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int LETTERS = 6;

    private final Scenes scenes;

    MailboxScenes(Scenes scenes) {
        this.scenes = scenes;
    }

    private static String letter(String id, String words) {
        return """
        From: Ana <ana@elsewhere.example>
        To: tasks@harness.example
        Message-ID: <%s@elsewhere.example>
        Subject: %s

        %s
        """
                .formatted(id, id, words);
    }

    /** Group 6: cut in the middle of a mail, refusals, silence, a mail that is gone meanwhile. */
    Outcome imap() {
        var problems = new ArrayList<String>();
        try (Proxy line = new Proxy(0);
                Ground ground =
                        new Ground(
                                scenes.place("imap"),
                                scenes.server,
                                new Inbox.Real(scenes.place("dovecot")))) {
            line.leadTo(ground.inbox().port());
            ground.imapBy(line).migrate();
            var digests = new TreeSet<String>();
            for (int i = 0; i < LETTERS; i++) {
                String raw = letter("cut-" + i, "Please send the report. ".repeat(40 * i));
                digests.add(HexFormat.of().formatHex(Sha256.of(Inbox.bytes(raw))));
                ground.inbox().deliver("tasks", raw);
            }
            long before = line.passed();
            poll(ground);
            long whole = line.passed() - before;
            int cuts = 0;
            long step = Math.max(7, whole / Math.max(10, scenes.runs * 2L));
            for (long k = 1; k < whole; k += step) {
                ground.execute("truncate message, mailbox_cursor cascade");
                line.cutAfter(k);
                poll(ground);
                line.cutAfter(-1);
                cuts++;
                check(ground, digests, "cut after " + k, problems);
                poll(ground);
                complete(ground, "after a cut behind " + k + " octets", problems);
            }
            cuts += refusals(ground, line, problems);
            cuts += new ImapLies(ground, line, LETTERS, problems).told();
            return new Outcome(cuts, whole + " octets, cut every " + step, problems);
        }
    }

    private static void check(
            Ground ground, TreeSet<String> digests, String when, List<String> problems) {
        for (String digest :
                ground.words(
                        "select encode(sha256, 'hex') from message where message_id like '<cut-%'")) {
            if (!digests.contains(digest)) {
                problems.add(when + ": a mail was stored that nobody sent");
            }
        }
        long quarantined = ground.number("select count(*) from quarantine");
        if (quarantined > 0) {
            problems.add(when + ": " + quarantined + " mails were given up");
        }
    }

    private static void complete(Ground ground, String when, List<String> problems) {
        long count = ground.number("select count(*) from message where message_id like '<cut-%'");
        if (count != LETTERS) {
            problems.add(when + ": " + count + " of " + LETTERS + " mails");
        }
    }

    private static int refusals(Ground ground, Proxy line, List<String> problems) {
        var answers =
                Map.of(
                        "NO [UNAVAILABLE] try later", Status.FAILED,
                        "NO [INUSE] locked", Status.FAILED,
                        "NO [OVERQUOTA] full", Status.FAILED,
                        "NO cannot read it", Status.FAILED,
                        "BAD what", Status.FAILED);
        int count = 0;
        for (var answer : answers.entrySet()) {
            ground.execute("truncate message, mailbox_cursor cascade");
            line.answer(to("BODY.PEEK", answer.getKey()));
            expect(poll(ground), answer.getValue(), answer.getKey(), problems);
            line.answer(_ -> null);
            check(ground, new TreeSet<>(), answer.getKey(), problems);
            poll(ground);
            complete(ground, "after " + answer.getKey(), problems);
            count++;
        }
        line.answer(to("AUTHENTICATE", "NO [AUTHENTICATIONFAILED] wrong"));
        expect(poll(ground), Status.REFUSED, "AUTHENTICATIONFAILED", problems);
        for (String busy : List.of("NO [UNAVAILABLE] later", "NO [LIMIT] too many connections")) {
            line.answer(to("AUTHENTICATE", busy));
            expect(poll(ground), Status.FAILED, busy, problems);
            count++;
        }
        line.answer(_ -> null);
        ground.execute("truncate message, mailbox_cursor cascade");
        var gone = new AtomicInteger();
        line.answer(said -> {
            if (said != null && said.contains("BODY.PEEK") && gone.getAndIncrement() == 0) {
                ((Inbox.Real) ground.inbox()).empty("tasks");
            }
            return null;
        });
        // Dovecot refuses the whole command; the next look is at a mailbox without them.
        poll(ground);
        line.answer(_ -> null);
        expect(poll(ground), Status.DONE, "after others were expunged", problems);
        ground.inbox().deliver("tasks", letter("later", "After the others were gone."));
        poll(ground);
        if (ground.number("select count(*) from message where message_id like '<later%'") != 1) {
            problems.add("a mail behind the expunged ones was not found");
        }
        line.silent(true);
        expect(poll(ground), Status.FAILED, "silence", problems);
        line.silent(false);
        expect(poll(ground), Status.DONE, "after the silence", problems);
        return count + 4;
    }

    static String letterOf(String id) {
        return letter(id, "Please send the report of " + id + ".");
    }

    /** Answers the command that holds {@code words} with its tag and {@code answer}. */
    static UnaryOperator<@Nullable String> to(String words, String answer) {
        return said ->
                said != null && said.contains(words)
                        ? said.substring(0, said.indexOf(' ')) + " " + answer + "\r\n"
                        : null;
    }

    static void expect(PollReport report, Status status, String when, List<String> problems) {
        if (report.status() != status) {
            problems.add(when + ": " + report);
        }
    }

    /** One poll by a poller of its own, so that no earlier failure makes it wait. */
    static PollReport poll(Ground ground) {
        return poller(ground, InstantSource.system()).runOnce();
    }

    /** One that remembers what it has tried. */
    static MailboxPoller poller(Ground ground, InstantSource clock) {
        MailboxSettings mailbox =
                SettingsReader.read(ground.config(), Map.of()).mailboxes().getFirst();
        return new MailboxPoller(mailbox, ground.jdbi(), clock, "harness", () -> {});
    }

    /** Group 7: all numbers new, the server killed, the mailbox emptied. */
    Outcome renumbered() {
        var problems = new ArrayList<String>();
        var inbox = new Inbox.Real(scenes.place("dovecot"));
        try (Ground ground = new Ground(scenes.place("renumber"), scenes.server, inbox)) {
            var life = new Life(ground, scenes.seed);
            life.begin();
            int times = Math.clamp(scenes.runs / 10, 2, 5);
            try (Program program = ground.start().ready()) {
                for (int i = 0; i < times; i++) {
                    life.work();
                    settle(life, problems);
                    long tasks = ground.number("select count(*) from task");
                    long mails = ground.number("select count(*) from outbox");
                    long number = 770_000 + i;
                    inbox.renumber("tasks", number);
                    boolean seen =
                            Waiting.until(
                                    PATIENCE,
                                    () ->
                                            ground.number(
                                                            "select count(*) from mailbox_cursor where uid_validity = "
                                                                    + number)
                                                    > 0);
                    if (!seen) {
                        problems.add("the new numbers were not noticed");
                    }
                    settle(life, problems);
                    same(tasks, ground.number("select count(*) from task"), "tasks", problems);
                    same(mails, ground.number("select count(*) from outbox"), "mails", problems);
                }
                inbox.kill();
                Waiting.pass(Duration.ofSeconds(2));
                inbox.restart();
                inbox.empty("tasks");
                life.work();
                settle(life, problems);
                program.term().end(Duration.ofSeconds(20));
            }
            problems.addAll(life.end());
            return new Outcome(times + 2, life.told(), problems);
        }
    }

    private static void settle(Life life, List<String> problems) {
        if (!Waiting.until(PATIENCE, life::isQuiet)) {
            problems.add("not done in time: " + life.ledger().unfinished());
        }
    }

    private static void same(long before, long after, String what, List<String> problems) {
        if (before != after) {
            problems.add(what + ": " + before + " before, " + after + " after");
        }
    }

    /** Group 8: one mail many times, by two ways, changed on its way, and without a name. */
    Outcome duplicates() {
        var problems = new ArrayList<String>();
        try (Ground ground = scenes.ground("duplicates").mailboxes(List.of("tasks", "team"))) {
            ground.inbox().deliver("team", letter("team", "Nothing to do."));
            String note =
                    """
                    Authentication-Results: mx.harness.example; dmarc=pass header.from=harness.example
                    From: Lee Mercer <lee@harness.example>
                    To: tasks@harness.example, team@harness.example
                    %sSubject: Recap

                    ---
                    title: Call
                    date: 2026-11-23
                    ---
                    ## Action Items

                    - [?] Send Ana Ruiz the %s. @Myself #task
                    """;
            String named = note.formatted("Message-ID: <same@harness.example>\n", "tariffs");
            String nameless = note.formatted("", "blueprints");
            for (int i = 0; i < 5; i++) {
                ground.inbox().deliver(i % 2 == 0 ? "tasks" : "team", named);
                ground.inbox().deliver("tasks", nameless);
            }
            ground.inbox()
                    .deliver(
                            "team",
                            named.replace("Subject: ", "List-Id: <x.example>\nSubject: [x] "));
            try (Program program = ground.start().ready()) {
                boolean done =
                        Waiting.until(
                                PATIENCE,
                                () ->
                                        ground.number("select count(*) from message") >= 13
                                                && ground.number(
                                                                "select count(*) from message where state = 'stored'")
                                                        == 0
                                                && ground.number(
                                                                "select count(*) from outbox where state in ('ready', 'sending')")
                                                        == 0);
                if (!done) {
                    problems.add(
                            "not done in time: "
                                    + ground.words(
                                            "select state || ' ' || coalesce(outcome, '') from message"));
                }
                program.term().end(Duration.ofSeconds(20));
            }
            same(2, ground.number("select count(*) from task"), "tasks", problems);
            same(2, ground.number("select count(*) from outbox"), "mails", problems);
            return new Outcome(
                    11, ground.number("select count(*) from message") + " copies stored", problems);
        }
    }

    /** Group 9: a mail that ends the process, and those that are made to break readers. */
    Outcome poison() {
        var problems = new ArrayList<String>();
        var inbox = new Inbox.Real(scenes.place("dovecot"));
        try (Ground ground = new Ground(scenes.place("poison"), scenes.server, inbox)) {
            var life = new Life(ground, scenes.seed);
            life.begin();
            ground.inbox().deliver("tasks", letter("poison", "It ends whoever looks at it."));
            for (int i = 0; i < 3; i++) {
                try (Program doomed = ground.startDoomed(CrashPoint.INTAKE_CLAIMED, 1)) {
                    doomed.end(PATIENCE);
                }
                ground.execute("update message set next_attempt_at = now() where state = 'stored'");
                ground.execute("update mailbox_cursor set held_until = now()");
            }
            List<String> nasty = Nasty.mails();
            for (String mail : nasty) {
                inbox.deliver("tasks", mail);
            }
            life.work();
            try (Program program = ground.start().ready()) {
                long start = System.nanoTime();
                settle(life, problems);
                Waiting.until(
                        PATIENCE,
                        () ->
                                ground.number("select count(*) from message where state = 'stored'")
                                        == 0);
                long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
                if (seconds > 5L * nasty.size()) {
                    problems.add("it took " + seconds + " s");
                }
                if (!program.isAlive()) {
                    problems.add("it died:\n" + program.log());
                }
                program.term().end(Duration.ofSeconds(20));
            }
            same(
                    1,
                    ground.number(
                            "select count(*) from message where message_id like '<poison%' and state = 'quarantined'"),
                    "poison in quarantine",
                    problems);
            long in = ground.number("select count(*) from message where message_id like '<nasty%'");
            same(nasty.size(), in, "nasty mails stored", problems);
            problems.addAll(life.end());
            return new Outcome(
                    3 + nasty.size(),
                    String.format(
                            Locale.ROOT,
                            "3 deaths, %d nasty mails: %s",
                            nasty.size(),
                            ground.words(
                                    "select state || ' ' || count(*) from message where message_id like '<nasty%' group by state")),
                    problems);
        }
    }
}
