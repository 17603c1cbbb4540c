package org.tickler.fault;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tickler.support.FakeTokens;

/**
 * Silence is noticed: the mail server refuses the password, then is away; a mail to ourselves does
 * not come back; the mailbox refuses the sign-in; a permission for OAuth is withdrawn. Each is to
 * be told once, by a webhook and over another mail server, and so is its end. Time that has to pass
 * is taken from what the database remembers.
 */
final class AlarmScenes {
    private static final Duration AT_ONCE = Duration.ofSeconds(25);
    private static final Duration SOON = Duration.ofSeconds(100);
    private static final String QUIET =
            "update alarm set told_at = told_at - interval '11 minutes'";

    private final Scenes scenes;
    private final List<String> problems = new ArrayList<>();
    private final List<String> called = new CopyOnWriteArrayList<>();
    private int told;

    AlarmScenes(Scenes scenes) {
        this.scenes = scenes;
    }

    Outcome told() throws IOException {
        HttpServer hook =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext(
                "/",
                exchange -> {
                    called.add(
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        hook.start();
        try (Receiver second = new Receiver();
                Proxy line = new Proxy(0);
                Ground ground = scenes.ground("alarm")) {
            line.leadTo(ground.inbox().port());
            ground.imapBy(line)
                    .watch(
                            """
                              webhook: http://127.0.0.1:%d/
                              to: [lee@elsewhere.example]
                              smtp:
                                host: 127.0.0.1
                                tls: none
                                port: %d
                            """
                                    .formatted(hook.getAddress().getPort(), second.port()));
            var back = new AtomicBoolean(true);
            ground.receiver()
                    .handOn(raw -> {
                        String mail = new String(raw, StandardCharsets.UTF_8);
                        if (back.get() && mail.contains("\nTo: " + Ground.TRACKER)) {
                            ground.inbox().deliver("tasks", mail);
                        }
                    });
            var life = new Life(ground, scenes.seed);
            life.begin();
            String health = canary(ground);
            password(ground, life);
            away(ground, life);
            back.set(false);
            lost(ground);
            mailbox(ground, line);
            line.answer(_ -> null);
            permission(ground, life);
            if (second.taken().size() != told) {
                problems.add(second.taken().size() + " mails by the other server, not " + told);
            }
            called.forEach(body -> System.out.println("  " + body));
            return new Outcome(
                    5,
                    called.size()
                            + " calls of the webhook, "
                            + second.taken().size()
                            + " mails by the other server; "
                            + health,
                    problems);
        } finally {
            hook.stop(0);
        }
    }

    /** The daily mail goes out and comes in, and the page tells how old it is. */
    private String canary(Ground ground) throws IOException {
        try (Program program = ground.start().ready()) {
            if (!Waiting.until(
                    SOON,
                    () ->
                            ground.number(
                                            "select count(*) from canary where arrived_at is not null")
                                    > 0)) {
                problems.add("the mail to ourselves did not come back:\n" + program.log());
            }
            String health = get(program.page() + "health");
            if (!health.contains("\"ageSeconds\":") || health.contains("\"ageSeconds\":null")) {
                problems.add("no age of the mail to ourselves: " + health);
            }
            program.term().end(Duration.ofSeconds(20));
            return health.replaceAll(".*(\"canaries\":\\[[^]]*]).*", "$1");
        }
    }

    /** 535 is told at once and the server left alone; afterwards that it is over. */
    private void password(Ground ground, Life life) {
        try (Program program = ground.start().ready()) {
            ground.receiver()
                    .follow((step, _) ->
                            step.equals("AUTH")
                                    ? "535 5.7.8 the password has expired"
                                    : Receiver.USUAL);
            long before = signIns(ground);
            life.work();
            expect("the mail server refuses our sign-in: 535", AT_ONCE, program);
            life.work();
            still(Duration.ofSeconds(40));
            long tries = signIns(ground) - before;
            if (tries > 1) {
                problems.add("signed in " + tries + " times with a password that is refused");
            }
            program.term().end(Duration.ofSeconds(20));
        }
        ground.receiver().follow((_, _) -> Receiver.USUAL);
        ground.execute("update outbox set next_attempt_at = now() where state = 'ready'");
        ground.execute(QUIET);
        try (Program program = ground.start().ready()) {
            expect("Over: the mail server refuses our sign-in", SOON, program);
            ground.execute(QUIET);
            still(Duration.ofSeconds(35));
            program.term().end(Duration.ofSeconds(20));
        }
    }

    private static long signIns(Ground ground) {
        return ground.receiver().commands().stream()
                .filter(line -> line.startsWith("AUTH"))
                .count();
    }

    /** A server that is away is told after minutes, not at once. */
    private void away(Ground ground, Life life) {
        try (Program program = ground.start().ready()) {
            ground.receiver().follow((_, _) -> Receiver.CLOSE);
            life.work();
            Waiting.until(
                    SOON, () -> ground.number("select count(failing_since) from mail_server") > 0);
            still(Duration.ofSeconds(35));
            ground.execute(
                    "update mail_server set failing_since = failing_since - interval '6 minutes'");
            expect("the mail server cannot be used for", SOON, program);
            ground.receiver().follow((_, _) -> Receiver.USUAL);
            program.term().end(Duration.ofSeconds(20));
        }
        ground.execute("update outbox set next_attempt_at = now() where state = 'ready'");
        ground.execute(QUIET);
        try (Program program = ground.start().ready()) {
            expect("Over: the mail server cannot be used", SOON, program);
            program.term().end(Duration.ofSeconds(20));
        }
    }

    /** A day later the mail to ourselves leaves and does not come back. */
    private void lost(Ground ground) {
        ground.execute(QUIET);
        ground.execute(
                "update canary set written_at = written_at - interval '25 hours', arrived_at = arrived_at - interval '25 hours'");
        try (Program program = ground.start().ready()) {
            Waiting.until(
                    SOON,
                    () ->
                            ground.number(
                                            "select count(*) from canary join outbox o on o.id = outbox_id where arrived_at is null and o.state = 'sent'")
                                    > 0);
            ground.execute(
                    "update canary set written_at = written_at - interval '2 hours' where arrived_at is null");
            expect("a mail to tasks has left and did not arrive", SOON, program);
            program.term().end(Duration.ofSeconds(20));
        }
    }

    private void mailbox(Ground ground, Proxy line) {
        ground.execute(QUIET);
        try (Program program = ground.start().ready()) {
            line.answer(said ->
                    said != null && (said.contains("AUTHENTICATE") || said.contains("LOGIN"))
                            ? said.substring(0, said.indexOf(' '))
                                    + " NO [AUTHENTICATIONFAILED] the password has expired\r\n"
                            : null);
            line.cut();
            expect("the server refuses the sign-in of tasks", AT_ONCE, program);
            still(Duration.ofSeconds(35));
            program.term().end(Duration.ofSeconds(20));
        }
    }

    /**
     * A withdrawn permission is told at once, and is over with the next sign-in, without a stop.
     */
    private void permission(Ground ground, Life life) {
        Path file = ground.folder().resolve("smtp.token");
        FakeTokens.write(file, "first");
        ground.execute("update outbox set next_attempt_at = now() where state = 'ready'");
        ground.execute(QUIET);
        try (FakeTokens tokens = new FakeTokens("first").lasts(Duration.ofSeconds(60));
                Program program = ground.smtp(oauth(tokens, file)).start().ready()) {
            expect("Over: ", SOON, program);
            ground.execute(QUIET);
            // No connection is kept longer than that, and no access token is kept at all.
            still(Duration.ofSeconds(35));
            tokens.takes("second");
            life.work();
            expect("invalid_grant", AT_ONCE, program);
            ground.execute(QUIET);
            FakeTokens.write(file, "second");
            expect("Over: the mail server refuses our sign-in", SOON, program);
            long waiting =
                    ground.number(
                            "select count(*) from outbox where state in ('ready', 'sending')");
            if (waiting > 0) {
                problems.add(waiting + " mails still wait after the sign-in");
            }
            program.term().end(Duration.ofSeconds(20));
        }
    }

    private static String oauth(FakeTokens tokens, Path file) {
        return """
          user: tasks
          oauth:
            tokenUrl: %s
            clientId: tickler
            refreshTokenFile: %s
        """
                .formatted(tokens.url("token"), file);
    }

    /** One more call with these words. */
    private void expect(String words, Duration patience, Program program) {
        told++;
        if (!Waiting.until(patience, () -> called.size() >= told)) {
            problems.add("nobody was told: " + words + "\n" + program.log());
            told = called.size();
        } else if (!called.getLast().contains(words)) {
            problems.add("told: " + called.getLast() + " instead of: " + words);
        }
    }

    private void still(Duration time) {
        Waiting.pass(time);
        if (called.size() != told) {
            problems.add("told again: " + called.getLast());
            told = called.size();
        }
    }

    private static String get(String address) throws IOException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
