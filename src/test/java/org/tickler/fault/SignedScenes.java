package org.tickler.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tickler.config.Secret;
import org.tickler.config.SmtpSettings;
import org.tickler.config.Tls;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.ParsedMail;
import org.tickler.smtp.SmtpSender;

/**
 * Mail in the owner's name over real servers: one Postfix signs what the owner writes, another
 * checks what arrives and writes what it found above it, Dovecot keeps it. The forger has a real
 * answer of the owner, signature and token included, and writes straight to the second one.
 */
final class SignedScenes implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final EmailAddress OWNER = new EmailAddress(Ground.OWNER);
    private static final EmailAddress FORGER = new EmailAddress("mallory@evil.example");

    private final Scenes scenes;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> ports = new LinkedHashMap<>();
    private final List<Path> started = new ArrayList<>();
    private SmtpSender owner = sender(0);
    private SmtpSender forger = sender(0);

    SignedScenes(Scenes scenes) {
        this.scenes = scenes;
    }

    Outcome forged() {
        if (!Stream.of("opendkim", "postfix", "dovecot").allMatch(SignedScenes::has)) {
            return new Outcome(0, "left out: needs opendkim, opendkim-tools, postfix", List.of());
        }
        var inbox = new Inbox.Real(scenes.place("dovecot"));
        try (this;
                Ground ground = new Ground(scenes.place("forged"), scenes.server, inbox)) {
            servers(inbox);
            try (Program program = ground.start().ready()) {
                send(owner, OWNER, Ground.TRACKER, mail("note", "", note()));
                ParsedMail proposal = mailTo(ground, "list of rooms");
                String signed = "all yes";
                send(owner, OWNER, replyTo(proposal), mail("answer-1", thread(proposal), signed));
                ParsedMail receipt = receipt(ground);
                int before = ground.receiver().taken().size();
                Map<String, String> tricks = tricks(inbox, receipt);
                long known = messages(ground);
                tricks.values().forEach(raw -> send(forger, FORGER, replyTo(receipt), raw));
                if (!Waiting.until(PATIENCE, () -> messages(ground) >= known + tricks.size())) {
                    problems.add(
                            messages(ground) - known + " of " + tricks.size() + " were taken in");
                }
                Waiting.pass(Duration.ofSeconds(8));
                List<String> changes =
                        ground.words(
                                "select m.message_id || ' ' || h.action from task_history h join message m on m.id = h.message_id where h.after <> '{}' and m.message_id not in ('<note@harness.example>', '<answer-1@harness.example>')");
                if (!changes.isEmpty()) {
                    problems.add("changed: " + changes);
                }
                ground.words(
                                "select message_id || ': ' || coalesce(outcome, state) from message order by id")
                        .forEach(line -> System.out.println("  " + line));
                List<ParsedMail> told = List.copyOf(ground.receiver().taken());
                List<ParsedMail> more = told.subList(before, told.size());
                // One notice about all of them, and one question for the nudge.
                if (more.size() > 2) {
                    problems.add(
                            more.size()
                                    + " mails to the owner about it: "
                                    + more.stream().map(ParsedMail::subject).toList());
                }
                // The genuine one, after all of them.
                send(
                        owner,
                        OWNER,
                        replyTo(receipt),
                        mail("answer-2", thread(receipt), "due 15 March 2027"));
                if (!Waiting.until(
                        PATIENCE,
                        () ->
                                ground.number(
                                                "select count(*) from task where due_date = '2027-03-15'")
                                        == 1)) {
                    problems.add("the owner's signed answer was not done");
                }
                program.term().end(PATIENCE);
                return new Outcome(
                        tricks.size(),
                        tricks.keySet() + "; " + more.size() + " mails to the owner",
                        problems);
            }
        }
    }

    private static boolean has(String program) {
        return Stream.of((System.getenv("PATH") + ":/usr/sbin").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private void servers(Inbox.Real inbox) {
        for (String port : List.of("SIGN_PORT", "CHECK_PORT", "OUT_PORT", "IN_PORT")) {
            ports.put(port, Integer.toString(Inbox.freePort()));
        }
        ports.put("LMTP_PORT", Integer.toString(inbox.lmtpPort()));
        run("dkim", scenes.place("dkim"), Map.of());
        run(
                "postfix",
                scenes.place("in"),
                Map.of("SMTP_PORT", port("IN_PORT"), "MILTER", milter("CHECK_PORT")));
        run(
                "postfix",
                scenes.place("out"),
                Map.of(
                        "SMTP_PORT",
                        port("OUT_PORT"),
                        "MILTER",
                        milter("SIGN_PORT"),
                        "NEXT_HOP",
                        "smtp:[127.0.0.1]:" + port("IN_PORT")));
        owner = sender(Integer.parseInt(port("OUT_PORT")));
        forger = sender(Integer.parseInt(port("IN_PORT")));
        Waiting.until(
                PATIENCE,
                () ->
                        owner.check() instanceof SmtpSender.Check.Ready
                                && forger.check() instanceof SmtpSender.Check.Ready);
    }

    private String port(String name) {
        return String.valueOf(ports.get(name));
    }

    private String milter(String port) {
        return "inet:127.0.0.1:" + port(port);
    }

    private static SmtpSender sender(int port) {
        return new SmtpSender(SmtpSettings.of("127.0.0.1", port, Tls.NONE, "", Secret.NONE));
    }

    private void run(String server, Path folder, Map<String, String> more) {
        started.add(folder);
        script(server, "start", folder, more);
    }

    private void script(String server, String action, Path folder, Map<String, String> more) {
        try {
            var builder =
                    new ProcessBuilder(
                                    Path.of("bench/servers", server).toString(),
                                    action,
                                    folder.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("script.log").toFile());
            builder.environment().putAll(ports);
            builder.environment().putAll(more);
            if (builder.start().waitFor() != 0) {
                problems.add(server + " does not " + action + ", see " + folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        for (Path folder : started.reversed()) {
            script(
                    folder.toString().contains("dkim") ? "dkim" : "postfix",
                    "stop",
                    folder,
                    Map.of());
        }
    }

    private void send(SmtpSender by, EmailAddress from, String to, String raw) {
        if (!(by.send(from, new EmailAddress(to), Inbox.bytes(raw))
                instanceof SmtpSender.Check.Ready)) {
            problems.add("not sent: " + raw.lines().limit(5).toList());
        }
    }

    /** Every way to look like the owner with what a forger can have, by name. */
    private Map<String, String> tricks(Inbox.Real inbox, ParsedMail receipt) {
        String signed = genuine(inbox);
        String thread = thread(receipt);
        String lee = "From: Lee Mercer <" + OWNER + ">\n";
        Map<String, String> tricks = new LinkedHashMap<>();
        tricks.put("shown address", from("\"" + OWNER + "\" <" + FORGER + ">", thread, "a"));
        tricks.put("shown name", from("Lee Mercer <" + FORGER + ">", thread, "b"));
        tricks.put(
                "encoded address",
                from("=?utf-8?b?bGVlQGhhcm5lc3MuZXhhbXBsZQ==?= <" + FORGER + ">", thread, "c"));
        tricks.put("second From", lee + from("Mallory <" + FORGER + ">", thread, "d"));
        tricks.put(
                "first From",
                "From: Mallory <" + FORGER + ">\n" + from("Lee <" + OWNER + ">", thread, "e"));
        tricks.put("two addresses", from("Lee <" + OWNER + ">, " + FORGER, thread, "f"));
        tricks.put("xn--", from("Lee Mercer <lee@xn--hrness-3fg.example>", thread, "g"));
        tricks.put("Cyrillic", from("Lee Mercer <l\u0435e@harness.example>", thread, "h"));
        tricks.put(
                "altered body",
                signed.replace("all yes", "1 due 20 March 2027").replace("answer-1", "x-1"));
        tricks.put(
                "altered subject",
                signed.replace("Subject: ", "Subject: drop ").replace("answer-1", "x-2"));
        tricks.put("replayed", signed);
        tricks.put("replayed to the receipt", "To: " + replyTo(receipt) + "\n" + thread + signed);
        tricks.put(
                "unproven invitation",
                from("Lee Mercer <" + OWNER + ">", thread, "i")
                        .replace("1 due 9 March 2027", "1 nudge " + FORGER));
        return tricks;
    }

    private static String from(String from, String thread, String id) {
        return "From: "
                + from
                + "\nDate: Fri, 27 Nov 2026 12:00:00 +0000\nMessage-ID: <"
                + id
                + "@evil.example>\n"
                + thread
                + "Subject: Re: list\n\n1 due "
                + (id.charAt(0) - 'a' + 1)
                + " March 2027\n";
    }

    private static String mail(String id, String thread, String words) {
        return "From: Lee Mercer <"
                + OWNER
                + ">\nTo: "
                + Ground.TRACKER
                + "\nDate: Fri, 27 Nov 2026 12:00:00 +0000\nMessage-ID: <"
                + id
                + "@harness.example>\n"
                + thread
                + "Subject: Re: list\n\n"
                + words
                + "\n";
    }

    private static String note() {
        return """
        ---
        title: Call
        date: 2026-11-23
        ---
        ## Action Items

        - [?] Send Ana Ruiz the list of rooms. @Myself #task
        """;
    }

    private static String thread(ParsedMail answered) {
        return "In-Reply-To: "
                + answered.messageId()
                + "\nReferences: "
                + answered.messageId()
                + "\n";
    }

    private static String replyTo(ParsedMail mail) {
        return mail.replyTo().getFirst().address().value();
    }

    /** The owner's signed answer as it lies in the mailbox, from its signature on. */
    private static String genuine(Inbox.Real inbox) {
        String raw =
                inbox.mails("tasks").stream()
                        .filter(mail -> mail.contains("<answer-1@harness.example>"))
                        .findFirst()
                        .orElseThrow();
        return raw.substring(raw.indexOf("DKIM-Signature:"));
    }

    private static long messages(Ground ground) {
        return ground.number("select count(*) from message where state <> 'stored'");
    }

    private static ParsedMail mailTo(Ground ground, String words) {
        Waiting.until(
                PATIENCE,
                () ->
                        ground.receiver().taken().stream()
                                .anyMatch(mail -> mail.bodyText().contains(words)));
        return ground.receiver().taken().stream()
                .filter(mail -> mail.bodyText().contains(words))
                .findFirst()
                .orElseThrow();
    }

    private static ParsedMail receipt(Ground ground) {
        Waiting.until(PATIENCE, () -> ground.receiver().taken().size() > 1);
        return ground.receiver().taken().getLast();
    }
}
