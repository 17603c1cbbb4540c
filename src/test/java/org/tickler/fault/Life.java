package org.tickler.fault;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.ParsedMail;

/**
 * A life of the program that is ended again and again: notes, answers and due reminders go in, a
 * death is chosen, and what the next start makes of it is looked at from outside. One seed is one
 * life, but for what the machine's own timing adds.
 */
final class Life {
    private static final Duration DEATH = Duration.ofSeconds(20);

    /** As long as containers are given before they are killed. */
    private static final Duration A_STOP = Duration.ofSeconds(30);

    private static final String MISSED = " (never came there)";
    private static final Duration QUIET = Duration.ofSeconds(75);
    static final List<String> STEPS = List.of("MAIL", "DATA", "HALF", "DOT");

    private final Ground ground;
    private final Random random;
    private final Ledger ledger;
    private final List<String> deaths = new ArrayList<>();
    private final List<String> stops = new ArrayList<>();
    private int notes;
    private int answers;
    private long slowestStop;

    Life(Ground ground, long seed) {
        this.ground = ground;
        this.random = new Random(seed);
        this.ledger = new Ledger(ground);
    }

    /** One of everything that can be struck, in turn by {@code round}, then by chance. */
    Death choose(int round) {
        CrashPoint[] places = CrashPoint.values();
        int kinds = places.length + STEPS.size();
        int kind = round < kinds ? round : random.nextInt(kinds + 6);
        if (kind < places.length) {
            return new Death.At(places[kind], 1 + random.nextInt(round < kinds ? 1 : 3));
        }
        return kind < kinds
                ? new Death.AtServer(STEPS.get(kind - places.length), 1 + random.nextInt(3))
                : new Death.After(500 + random.nextInt(6000));
    }

    /** Lets the program make an event whose time every later round moves. */
    void begin() {
        begin(program -> program.term().end(Duration.ofSeconds(20)));
    }

    /** The same, and the first death within the same start. */
    void begin(Death.AtServer death) {
        begin(program -> {
            strike(program, death, this::work);
            deaths.add(death + (program.isAlive() ? MISSED : ""));
        });
    }

    private void begin(Consumer<Program> end) {
        try (Program program = ground.start()) {
            program.ready();
            note("Ana Ruiz to visit Graz on 12 January 2027 to meet the team. @Ana Ruiz #task");
            ParsedMail proposal = await("visit Graz");
            answer(proposal, "1 yes");
            Waiting.until(QUIET, () -> ledger.lastInvitation() != null && isQuiet());
            if (ledger.lastInvitation() == null) {
                throw new IllegalStateException("no invitation came:\n" + program.log());
            }
            end.accept(program);
        }
    }

    private void strike(Program program, Death.AtServer death, Runnable meanwhile) {
        strike(death.step(), death.pass(), program::kill);
        meanwhile.run();
        program.end(DEATH);
        ground.receiver().follow((_, _) -> Receiver.USUAL);
    }

    private void strike(String step, int pass, Runnable blow) {
        int[] left = {pass};
        ground.receiver()
                .follow((now, _) -> {
                    if (now.equals(step) && --left[0] == 0) {
                        blow.run();
                    }
                    return Receiver.USUAL;
                });
    }

    /**
     * Gives a running program work while something is done to what it depends on.
     *
     * @param breaks how many mails may come a second time for it
     */
    void disturbed(String name, int breaks, Consumer<Program> disturbance) {
        try (Program program = ground.start()) {
            program.ready();
            work();
            disturbance.accept(program);
            work();
            for (int i = 0; i < breaks; i++) {
                deaths.add(name);
            }
            int code = program.term().end(Duration.ofSeconds(20));
            if (code != 0) {
                stops.add("SIGTERM after " + name + " ended it with " + code);
            }
        }
    }

    /** Gives it work and ends it. */
    void round(Death death) {
        round(death, List.of());
    }

    /**
     * @param before a folder of classes to come first, for proving that a broken program is caught
     */
    void round(Death death, List<String> before) {
        released();
        work();
        var options = new ArrayList<String>();
        if (death instanceof Death.At(CrashPoint place, int pass)) {
            options.add("-Dtickler.crash=" + place + ":" + pass);
        }
        if (death instanceof Death.StoppedAt(CrashPoint place)) {
            options.add("-Dtickler.pause=" + place);
        }
        String classes = before.isEmpty() ? "" : before.getFirst();
        try (Program program =
                Program.start(ground.folder(), ground.config(), options, List.of(), classes)) {
            switch (death) {
                case Death.At _ -> program.end(DEATH);
                case Death.AtServer at -> strike(program, at, () -> {});
                case Death.StoppedAtServer(String step) -> {
                    var struck = new AtomicBoolean();
                    strike(
                            step,
                            1,
                            () -> {
                                struck.set(true);
                                program.term();
                            });
                    Waiting.until(QUIET, struck::get);
                    if (struck.get()) {
                        ended("at " + step, program);
                    }
                    ground.receiver().follow((_, _) -> Receiver.USUAL);
                }
                case Death.StoppedAt(CrashPoint place) -> {
                    boolean there =
                            Waiting.until(DEATH, () -> program.log().contains("Standing still"));
                    if (there) {
                        ended("at " + place, program);
                    }
                }
                case Death.Stopped(int millis) -> {
                    program.end(Duration.ofMillis(millis));
                    int code = program.term().term().end(Duration.ofSeconds(20));
                    // 143: it was not up yet, and the signal ended it as it does every process.
                    if (code != 0 && code != 143) {
                        stops.add("SIGTERM after " + millis + " ms ended it with " + code);
                    }
                }
                case Death.After(int millis) -> program.end(Duration.ofMillis(millis));
            }
            boolean missed = program.isAlive() && !(death instanceof Death.After);
            deaths.add(death + (missed ? MISSED : ""));
        }
    }

    /** After SIGTERM: at its own will, in time, with 0. */
    private void ended(String when, Program program) {
        long start = System.nanoTime();
        int code = program.term().end(A_STOP);
        slowestStop = Math.max(slowestStop, (System.nanoTime() - start) / 1_000_000);
        if (code != 0) {
            stops.add("SIGTERM " + when + " ended it with " + code);
        }
    }

    /** How long the slowest end took that was asked for at a place, in milliseconds. */
    long slowestStop() {
        return slowestStop;
    }

    /**
     * What a round brings: two notes, an answer, three due reminders, now and then a mail again.
     */
    void work() {
        String repeated = note(line());
        note(line() + "\n- [?] " + line());
        if (random.nextInt(3) == 0) {
            ground.inbox().deliver("tasks", repeated);
        }
        ParsedMail invitation = ledger.lastInvitation();
        if (invitation != null) {
            LocalDate day = LocalDate.of(2027, 1, 13).plusDays(answers);
            answer(invitation, "due " + day + " 09:00");
        }
        ledger.remind(3, random);
    }

    private String line() {
        return "Send "
                + word()
                + " the "
                + word()
                + " of "
                + word()
                + " for "
                + word()
                + ". @Myself #task";
    }

    private String word() {
        var word = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            word.append("bdfgklmnprstvz".charAt(random.nextInt(14)))
                    .append("aeiou".charAt(random.nextInt(5)));
        }
        return word.toString();
    }

    String note(String items) {
        String id = "<note-" + ++notes + "@harness.example>";
        String raw =
                """
                Authentication-Results: mx.harness.example; dmarc=pass header.from=harness.example
                From: Lee Mercer <%s>
                To: %s
                Message-ID: %s
                Subject: Recap %d

                ---
                title: Call %d
                date: 2026-11-23
                ---
                ## Action Items

                - [?] %s
                """
                        .formatted(Ground.OWNER, Ground.TRACKER, id, notes, notes, items);
        ledger.expect(id);
        ground.inbox().deliver("tasks", raw);
        return raw;
    }

    String answer(ParsedMail mail, String words) {
        String id = "<answer-" + ++answers + "@harness.example>";
        var to = mail.replyTo().isEmpty() ? mail.from() : mail.replyTo();
        ledger.expectAnswer(id);
        String raw =
                """
                Authentication-Results: mx.harness.example; dmarc=pass header.from=harness.example
                From: Lee Mercer <%s>
                To: %s
                Message-ID: %s
                In-Reply-To: %s
                References: %s
                Subject: Re: %s

                %s
                """
                        .formatted(
                                Ground.OWNER,
                                to.getFirst().address(),
                                id,
                                mail.messageId(),
                                mail.messageId(),
                                mail.subject(),
                                words);
        ground.inbox().deliver("tasks", raw);
        return raw;
    }

    ParsedMail await(String words) {
        if (!Waiting.until(QUIET, () -> find(words) != null)) {
            throw new IllegalStateException("no mail with '" + words + "' came");
        }
        return java.util.Objects.requireNonNull(find(words));
    }

    private @Nullable ParsedMail find(String words) {
        return ground.receiver().taken().stream()
                .filter(mail -> mail.bodyText().contains(words))
                .findFirst()
                .orElse(null);
    }

    Ledger ledger() {
        return ledger;
    }

    boolean isQuiet() {
        return ledger.unfinished().isEmpty();
    }

    /**
     * Lets the program finish in peace and looks at what came of it all.
     *
     * @return every promise that was broken, in words
     */
    List<String> end() {
        released();
        due();
        try (Program program = ground.start()) {
            program.ready();
            boolean quiet = Waiting.until(QUIET, this::isQuiet);
            var problems = new ArrayList<String>();
            if (!quiet) {
                problems.addAll(ledger.unfinished());
            }
            int code = program.term().end(Duration.ofSeconds(20));
            if (code != 0) {
                problems.add("SIGTERM ended it with " + code);
            }
            problems.addAll(stops);
            problems.addAll(ledger.broken(deaths.size()));
            return problems;
        }
    }

    /** The same where so many mails may have come twice besides. */
    List<String> endAfter(int doubtful) {
        for (int i = 0; i < doubtful; i++) {
            deaths.add("broken off behind the dot");
        }
        return end();
    }

    /** The program died so many times without a round of its own. */
    void died(int times) {
        for (int i = 0; i < times; i++) {
            deaths.add("by hand");
        }
    }

    /** As if the claims of the dead had run out already. */
    void released() {
        ground.execute("update mailbox_cursor set held_until = now() where held_until > now()");
        ground.execute("update outbox set claimed_until = now() where state = 'sending'");
    }

    /**
     * As if the pause of those messages were over in whose hand the program died. Not between two
     * deaths: it is what tells a message that ends the program from one that was only near.
     */
    private void due() {
        ground.execute(
                "update message set next_attempt_at = now() where state = 'stored' and next_attempt_at > now()");
    }

    /** What happened, in words. */
    String told() {
        return tally().toString();
    }

    /** What happened, in figures. */
    Tally tally() {
        long missed = deaths.stream().filter(death -> death.endsWith(MISSED)).count();
        return ledger.tally(deaths.size(), (int) missed);
    }

    List<String> deaths() {
        return deaths;
    }
}
