package org.tickler.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tickler.config.Secret;
import org.tickler.config.SmtpSettings;
import org.tickler.config.Tls;

/**
 * A mail server that does as it is told. The steps of a session are {@code HELLO} (the greeting),
 * the verbs ({@code EHLO}, {@code AUTH}, {@code MAIL}, {@code RCPT}, {@code DATA}, {@code RSET},
 * {@code QUIT}), {@code BODY} (after the first line of a mail) and {@code DOT} (its end). For each
 * step answers can be set, used once each before the usual one, and something to be done before it
 * is answered. Safe for use by many threads.
 */
public final class ScriptedSmtp implements AutoCloseable {
    /** In place of an answer: ends the connection. */
    public static final String CLOSE = "close";

    /** In place of an answer: says nothing until the client gives up or this server is closed. */
    public static final String HANG = "hang";

    /** The usual answer. */
    public static final String OK = "";

    /** Before an answer: it is said letter by letter, so slowly that it never ends. */
    public static final String SLOW = "slow:";

    private static final Duration DRIP = Duration.ofMillis(100);

    private final ServerSocket listener;
    private final ConcurrentMap<String, List<String>> script = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Runnable> hooks = new ConcurrentHashMap<>();
    private final List<Socket> sessions = new CopyOnWriteArrayList<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);

    public ScriptedSmtp() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    public SmtpSettings settings() {
        return settings("", Secret.NONE, Tls.NONE, 1);
    }

    public SmtpSettings settings(String user, Secret password, Tls tls, int connections) {
        return settings(user, password, tls, connections, Duration.ofSeconds(10));
    }

    /**
     * @param timeout how long the client waits for an answer
     */
    public SmtpSettings settings(
            String user, Secret password, Tls tls, int connections, Duration timeout) {
        return new SmtpSettings(
                "127.0.0.1",
                port(),
                tls,
                user,
                password,
                "",
                connections,
                true,
                null,
                timeout,
                SmtpSettings.Politeness.USUAL,
                null);
    }

    /**
     * The next answers to {@code step}, each used once; {@link #OK} keeps the usual one, {@link
     * #CLOSE} and {@link #HANG} are no answer at all. A 421 ends the connection.
     */
    public ScriptedSmtp answers(String step, String... answers) {
        script.computeIfAbsent(step, _ -> new CopyOnWriteArrayList<>()).addAll(List.of(answers));
        return this;
    }

    /** Has {@code action} done each time before {@code step} is answered. */
    public ScriptedSmtp before(String step, Runnable action) {
        hooks.put(step, action);
        return this;
    }

    /** The mails as they were received behind DATA, whether or not they were accepted. */
    public List<String> mails() {
        return mails;
    }

    public List<String> commands() {
        return commands;
    }

    /** How many lines began with {@code verb}. */
    public long count(String verb) {
        return commands.stream().filter(line -> line.startsWith(verb)).count();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sessions.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                var in =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.UTF_8))) {
            if (!answer(socket, "HELLO", "220 scripted ESMTP")) {
                return;
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                String verb =
                        line.substring(0, Math.min(4, line.length())).toUpperCase(Locale.ROOT);
                String said = next(verb);
                boolean refused = said != null && (said.startsWith("4") || said.startsWith("5"));
                boolean goesOn = answer(socket, verb, said, usual(verb));
                if (!goesOn
                        || verb.equals("QUIT")
                        || verb.equals("DATA") && !refused && !data(socket, in)) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client went away: what the test is about, or its end.
            return;
        }
    }

    private static String usual(String verb) {
        return switch (verb) {
            case "EHLO" -> "250-scripted\r\n250 AUTH PLAIN LOGIN XOAUTH2";
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            case "AUTH" -> "235 welcome";
            default -> "250 fine";
        };
    }

    private boolean data(Socket socket, BufferedReader in) throws IOException {
        String first = in.readLine();
        hook("BODY");
        String broken = next("BODY");
        if (CLOSE.equals(broken) || HANG.equals(broken)) {
            return HANG.equals(broken) && hang();
        }
        var mail = new StringBuilder();
        for (String line = first; line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append("\r\n");
        }
        mails.add(mail.toString());
        return answer(socket, "DOT", "250 2.0.0 taken");
    }

    /** Says what comes at this step; false if the session is over. */
    private boolean answer(Socket socket, String step, String usual) throws IOException {
        return answer(socket, step, next(step), usual);
    }

    private boolean answer(Socket socket, String step, @Nullable String scripted, String usual)
            throws IOException {
        hook(step);
        String answer = scripted == null || scripted.equals(OK) ? usual : scripted;
        if (answer.equals(CLOSE) || answer.equals(HANG)) {
            return answer.equals(HANG) && hang();
        }
        if (answer.startsWith(SLOW)) {
            return drip(socket, answer.substring(SLOW.length()));
        }
        socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return !answer.startsWith("421");
    }

    /** One letter and another, each within any time-out, until the client gives up. */
    private boolean drip(Socket socket, String letters) throws IOException {
        socket.getOutputStream().write(letters.getBytes(StandardCharsets.UTF_8));
        try {
            while (!end.await(DRIP.toMillis(), TimeUnit.MILLISECONDS)) {
                socket.getOutputStream().write('x');
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void hook(String step) {
        Runnable hook = hooks.get(step);
        if (hook != null) {
            hook.run();
        }
    }

    private boolean hang() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private @Nullable String next(String step) {
        List<String> left = script.getOrDefault(step, List.of());
        synchronized (left) {
            return left.isEmpty() ? null : left.removeFirst();
        }
    }

    /** Cuts every session off, as a machine does that forgets them: the client gets a reset. */
    public void cutSessions() {
        for (Socket session : sessions) {
            try {
                session.setSoLinger(true, 0);
            } catch (SocketException e) {
                // It is closed already.
                continue;
            }
        }
        dropSessions();
    }

    /** Ends every session, as a server does that is shut down or restarted. */
    public void dropSessions() {
        for (Socket session : sessions) {
            try {
                session.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        sessions.clear();
    }

    @Override
    public void close() {
        end.countDown();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        dropSessions();
    }
}
