package org.tickler.fault;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tickler.fetch.PollReport.Status;

/** An IMAP server that says what is not so; a Dovecot whose words are altered on their way. */
final class ImapLies {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Ground ground;
    private final Proxy line;
    private final int letters;
    private final List<String> problems;
    private int count;

    /**
     * @param letters how many mails are delivered anew; the mailbox is empty but for a few others
     */
    ImapLies(Ground ground, Proxy line, int letters, List<String> problems) {
        this.ground = ground;
        this.line = line;
        this.letters = letters;
        this.problems = problems;
    }

    /** Runs them all; returns how many there were. */
    int told() {
        for (int i = 0; i < letters; i++) {
            ground.inbox().deliver("tasks", MailboxScenes.letterOf("lie-" + i));
        }
        Map<String, UnaryOperator<String>> lies = new LinkedHashMap<>();
        lies.put("another mail in mid-command", first("* ", "* 99 EXISTS\r\n* "));
        lies.put("an expunge that never was", first("* 1 FETCH", "* 1 EXPUNGE\r\n* 1 FETCH"));
        lies.put("too small a size", said -> said.replaceAll("RFC822.SIZE \\d+", "RFC822.SIZE 1"));
        lies.put("no size", said -> said.replaceAll(" RFC822.SIZE \\d+", ""));
        lies.put("UIDNEXT that goes back", said -> said.replaceAll("UIDNEXT \\d+", "UIDNEXT 1"));
        lies.put("no UIDNEXT", said -> said.replaceAll("\\* OK \\[UIDNEXT[^\n]*\n", ""));
        lies.forEach((name, lie) -> {
            forget();
            line.alter(lie);
            MailboxScenes.poll(ground);
            line.alter(Proxy.UNALTERED);
            MailboxScenes.poll(ground);
            complete(name);
        });
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("an empty literal", "* 1 FETCH (UID %d BODY[] {0}\r\n)\r\n");
        bodies.put("an empty string", "* 1 FETCH (UID %d BODY[] \"\")\r\n");
        bodies.put("NIL", "* 1 FETCH (UID %d BODY[] NIL)\r\n");
        bodies.put("nothing and OK", "");
        bodies.forEach((name, body) -> {
            forget();
            line.answer(instead(body));
            MailboxScenes.expect(MailboxScenes.poll(ground), Status.FAILED, name, problems);
            line.answer(_ -> null);
            MailboxScenes.poll(ground);
            complete(name);
        });
        forget();
        line.answer(MailboxScenes.to("EXAMINE", "NO [NONEXISTENT] renamed"));
        MailboxScenes.expect(MailboxScenes.poll(ground), Status.FAILED, "no folder", problems);
        line.answer(_ -> null);
        MailboxScenes.poll(ground);
        complete("a folder that was away");
        idle();
        return count;
    }

    /** Of the words, only the first time they are said. */
    private static UnaryOperator<String> first(String words, String others) {
        var left = new AtomicInteger(1);
        return said ->
                said.startsWith(words) && said.contains("BODY[]") && left.getAndDecrement() == 1
                        ? others + said.substring(words.length())
                        : said;
    }

    /**
     * To the command that asks for mails: what is said of the first of them, and that it is done.
     */
    private static UnaryOperator<@Nullable String> instead(String body) {
        return said -> {
            if (said == null || !said.contains("BODY.PEEK")) {
                return null;
            }
            String[] words = said.split(" ", 5);
            long uid = Long.parseLong(words[3].split(",")[0]);
            return body.formatted(uid) + words[0] + " OK done\r\n";
        };
    }

    private void forget() {
        ground.execute("truncate message, mailbox_cursor cascade");
    }

    private void complete(String when) {
        count++;
        long there = ground.number("select count(*) from message where message_id like '<lie-%'");
        if (there != letters) {
            problems.add(when + ": " + there + " of " + letters + " mails");
        }
        long quarantined = ground.number("select count(*) from quarantine");
        if (quarantined > 0) {
            problems.add(when + ": " + quarantined + " mails were given up");
        }
    }

    /** BYE while the program waits for news, and a line that is dead without a word. */
    private void idle() {
        forget();
        try (Program program = ground.start().ready()) {
            Waiting.until(PATIENCE, () -> taken("lie-0"));
            line.say("* BYE going down\r\n");
            line.cut();
            ground.inbox().deliver("tasks", MailboxScenes.letterOf("after-bye"));
            if (!Waiting.until(PATIENCE, () -> taken("after-bye"))) {
                problems.add("BYE while idle: no mail afterwards:\n" + program.log());
            }
            line.silent(true);
            ground.inbox().deliver("tasks", MailboxScenes.letterOf("after-silence"));
            Waiting.pass(Duration.ofSeconds(12));
            line.silent(false);
            if (!Waiting.until(PATIENCE, () -> taken("after-silence"))) {
                problems.add("silence while idle: no mail afterwards:\n" + program.log());
            }
            count += 2;
            program.term().end(Duration.ofSeconds(20));
        }
    }

    private boolean taken(String id) {
        return ground.number(
                        "select count(*) from message where state <> 'stored' and message_id like '<"
                                + id
                                + "@%'")
                > 0;
    }
}
