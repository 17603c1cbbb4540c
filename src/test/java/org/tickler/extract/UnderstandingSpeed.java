package org.tickler.extract;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.tickler.ask.ReadingContext;
import org.tickler.dates.DateFinder;
import org.tickler.language.SentenceClassifier;
import org.tickler.mail.MailKindDetector;
import org.tickler.mail.MailReader;
import org.tickler.mail.OwnIdentity;
import org.tickler.mail.ParsedMail;
import org.tickler.mail.UnreadableMailException;
import org.tickler.reply.ReplyText;

/**
 * Measures how fast mails are understood: parsed, parted from what they quote, searched for tasks.
 * Counts the CPU time of its one thread, so that a busy machine tells the same; says the mails per
 * second and core once warm, and which mail took longest.
 */
final class UnderstandingSpeed {
    private static final List<String> FIXTURES = List.of("src/test/resources");
    private static final int LARGEST = 20_000;

    /** Warm is what has not become faster for so long; the compiler may be waiting for a core. */
    private static final double WARM_UP_SECONDS = 8;

    private static final double FASTER = 0.98;
    private static final int ROUNDS = 31;
    private static final int LONG_REPLY = 700_000;
    private static final String SENTENCE = "\"sentence\": \"";
    private static final int LONG_REPLY_ROUNDS = 15;

    private final Extractor extractor = new Extractor(new DateFinder());
    private final ReadingContext context =
            new ReadingContext(Set.of(), "", List.of(), ZoneOffset.UTC, null, Instant.EPOCH);
    private long tasks;

    private record Input(Path file, byte[] content) {}

    public static void main(String[] args) throws IOException {
        var inputs = new ArrayList<Input>();
        for (String folder : args.length == 0 ? FIXTURES : List.of(args)) {
            inputs.addAll(read(Path.of(folder)));
        }
        var sentences = new ArrayList<String>();
        for (String folder : args) {
            sentences.addAll(sentences(Path.of(folder)));
        }
        if (inputs.isEmpty() && !sentences.isEmpty()) {
            judge(sentences);
            return;
        }
        if (inputs.isEmpty()) {
            System.err.println("no mail or note under " + LARGEST + " bytes was found");
            System.exit(1);
        }
        var speed = new UnderstandingSpeed();
        speed.measure(inputs);
        if (!sentences.isEmpty()) {
            judge(sentences);
        }
        speed.measureLongReply(
                "plain text", "text/plain", "On Monday Ana wrote:\n", "> ", "\n", "");
        speed.measureLongReply(
                "HTML",
                "text/html",
                "<div class=\"gmail_quote\">On Monday Ana wrote:<blockquote>",
                "<p class=\"MsoNormal\">",
                "</p>\n",
                "</blockquote></div>");
    }

    /**
     * A line of typed text above a quotation that makes the mail {@link #LONG_REPLY} bytes long.
     */
    private void measureLongReply(
            String name, String type, String lead, String before, String after, String close) {
        var body = new StringBuilder("Done, thanks.\n\n").append(lead);
        for (int i = 0; body.length() < LONG_REPLY; i++) {
            body.append(before).append("Line ").append(i);
            body.append(" of what we said about the budget on 3 March at 10:30.").append(after);
        }
        String mail =
                "From: Lee <lee@example.org>\nSubject: Re: Budget\nContent-Type: "
                        + type
                        + "; charset=utf-8\n\n"
                        + body.append(close);
        byte[] bytes = mail.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        double[] rounds = new double[LONG_REPLY_ROUNDS];
        for (int round = 0; round < rounds.length; round++) {
            double begun = cpuSeconds();
            String typed = ReplyText.of(MailReader.read(bytes), null).text();
            rounds[round] = cpuSeconds() - begun;
            if (!typed.equals("Done, thanks.")) {
                throw new IllegalStateException("read as typed: " + typed.length() + " characters");
            }
        }
        Arrays.sort(rounds);
        System.out.printf(
                Locale.ROOT,
                "a reply of %d bytes in %s: %.0f ms (worst, cold %.0f)%n",
                bytes.length,
                name,
                rounds[rounds.length / 2] * 1_000,
                rounds[rounds.length - 1] * 1_000);
    }

    private static List<Input> read(Path folder) throws IOException {
        var inputs = new ArrayList<Input>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (isMessage(file) && Files.size(file) < LARGEST) {
                    inputs.add(new Input(file, Files.readAllBytes(file)));
                }
            }
        }
        return inputs;
    }

    /**
     * The sentences of JSON lines {"sentence":"..."}, still escaped: for the speed that is alike.
     */
    private static List<String> sentences(Path folder) throws IOException {
        var sentences = new ArrayList<String>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
                for (String line : Files.readAllLines(file)) {
                    int from = line.indexOf(SENTENCE);
                    int to = line.lastIndexOf("\", \"");
                    if (from >= 0 && to > from + SENTENCE.length()) {
                        sentences.add(line.substring(from + SENTENCE.length(), to));
                    }
                }
            }
        }
        return sentences;
    }

    private static void judge(List<String> sentences) {
        var classifier = SentenceClassifier.shared();
        double[] rounds = new double[ROUNDS];
        double begun = cpuSeconds();
        int tasks = 0;
        while (cpuSeconds() - begun < WARM_UP_SECONDS / 2) {
            for (String sentence : sentences) {
                tasks += classifier.judge(sentence).task() ? 1 : 0;
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            double before = cpuSeconds();
            for (String sentence : sentences) {
                tasks += classifier.judge(sentence).task() ? 1 : 0;
            }
            rounds[round] = cpuSeconds() - before;
        }
        Arrays.sort(rounds);
        System.out.printf(
                Locale.ROOT,
                "%d sentences: %.0f sentences/s per core (worst round %.0f), %d judged tasks%n",
                sentences.size(),
                sentences.size() / rounds[ROUNDS / 2],
                sentences.size() / rounds[ROUNDS - 1],
                tasks);
    }

    private static boolean isMessage(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".")
                && (name.endsWith(".eml") || name.endsWith(".md") || name.indexOf('.') < 0);
    }

    private void measure(List<Input> inputs) {
        double fastestRound = Double.MAX_VALUE;
        for (double since = cpuSeconds(); cpuSeconds() - since < WARM_UP_SECONDS; ) {
            double before = cpuSeconds();
            inputs.forEach(this::understand);
            double spent = cpuSeconds() - before;
            if (spent < FASTER * fastestRound) {
                fastestRound = spent;
                since = cpuSeconds();
            }
        }
        double[] rounds = new double[ROUNDS];
        double[] fastest = new double[inputs.size()];
        Arrays.fill(fastest, Double.MAX_VALUE);
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < inputs.size(); i++) {
                double before = cpuSeconds();
                understand(inputs.get(i));
                double spent = cpuSeconds() - before;
                rounds[round] += spent;
                fastest[i] = Math.min(fastest[i], spent);
            }
        }
        report(inputs, rounds, fastest);
    }

    private void report(List<Input> inputs, double[] rounds, double[] fastest) {
        Arrays.sort(rounds);
        int slowest = 0;
        long bytes = 0;
        for (int i = 0; i < fastest.length; i++) {
            slowest = fastest[i] > fastest[slowest] ? i : slowest;
            bytes += inputs.get(i).content.length;
        }
        System.out.printf(
                Locale.ROOT,
                "%d mails of %d bytes on average: %.0f mails/s per core (worst round %.0f)%n",
                inputs.size(),
                bytes / inputs.size(),
                inputs.size() / rounds[ROUNDS / 2],
                inputs.size() / rounds[ROUNDS - 1]);
        System.out.printf(
                Locale.ROOT,
                "slowest: %.1f ms, %d bytes, %s%n",
                fastest[slowest] * 1_000,
                inputs.get(slowest).content.length,
                inputs.get(slowest).file);
        System.out.println(tasks + " candidates were found in all rounds");
    }

    private void understand(Input input) {
        if (input.file.toString().endsWith(".md")) {
            String text = new String(input.content, java.nio.charset.StandardCharsets.UTF_8);
            tasks += extractor.readNote(text, context).candidates().size();
            return;
        }
        try {
            ParsedMail mail = MailReader.read(input.content);
            MailKindDetector.detect(mail, OwnIdentity.none());
            String newText = ReplyText.of(mail, null).text();
            tasks += extractor.read(mail, newText, context).candidates().size();
        } catch (UnreadableMailException e) {
            // counted like any other: its time was spent
        }
    }

    private static double cpuSeconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }
}
