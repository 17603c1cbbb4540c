package org.tickler.outbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.tickler.config.Secret;
import org.tickler.config.SmtpSettings;
import org.tickler.config.Tls;

/**
 * A mail server that does as it is told: answers are set per verb ({@code HELLO} is the greeting,
 * {@code DOT} the end of a mail), and each is given once before the usual ones.
 */
final class ScriptedSmtp implements AutoCloseable {
    /** In place of an answer: ends the connection. */
    static final String CLOSE = "close";

    /** The usual answer. */
    static final String OK = "";

    private final ServerSocket listener;
    private final ConcurrentMap<String, List<String>> script = new ConcurrentHashMap<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();

    ScriptedSmtp() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    SmtpSettings settings() {
        return settings("", Secret.NONE, Tls.NONE, 1);
    }

    SmtpSettings settings(String user, Secret password, Tls tls, int connections) {
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
                Duration.ofSeconds(10));
    }

    /** The next answers to {@code verb}; {@link #OK} keeps the usual one. */
    ScriptedSmtp answers(String verb, String... answers) {
        script.computeIfAbsent(verb, _ -> new CopyOnWriteArrayList<>()).addAll(List.of(answers));
        return this;
    }

    /** The mails as they were received behind DATA, whether or not they were accepted. */
    List<String> mails() {
        return mails;
    }

    List<String> commands() {
        return commands;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
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
                String usual =
                        switch (verb) {
                            case "EHLO" -> "250-scripted\r\n250 AUTH PLAIN LOGIN";
                            case "DATA" -> "354 go on";
                            case "QUIT" -> "221 bye";
                            case "AUTH" -> "235 welcome";
                            default -> "250 fine";
                        };
                boolean goesOn = answer(socket, verb, usual);
                if (!goesOn || verb.equals("QUIT") || verb.equals("DATA") && !data(socket, in)) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client went away: what the test is about, or its end.
            return;
        }
    }

    private boolean data(Socket socket, BufferedReader in) throws IOException {
        if (CLOSE.equals(next("BODY"))) {
            in.readLine();
            return false;
        }
        var mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append("\r\n");
        }
        mails.add(mail.toString());
        return answer(socket, "DOT", "250 2.0.0 taken");
    }

    private boolean answer(Socket socket, String verb, String usual) throws IOException {
        String scripted = next(verb);
        String answer = scripted == null || scripted.equals(OK) ? usual : scripted;
        if (answer.equals(CLOSE)) {
            return false;
        }
        socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return !answer.startsWith("421");
    }

    private @Nullable String next(String verb) {
        List<String> left = script.getOrDefault(verb, List.of());
        synchronized (left) {
            return left.isEmpty() ? null : left.removeFirst();
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
