package org.tickler.fault;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.MailReader;
import org.tickler.mail.ParsedMail;

/**
 * The mail server that the program sends by. It keeps what it took, in the order it took it, and
 * can be told what to do at each step: answer otherwise, break off, or have the program killed
 * before it answers.
 */
final class Receiver implements AutoCloseable {
    /** What to do at a step of the conversation. */
    @FunctionalInterface
    interface Script {
        /**
         * @param step a verb in capitals; HELLO is the greeting, HALF the middle of a mail, DOT its
         *     end
         * @param line what the client said
         * @return the answer; {@link #USUAL}, {@link #CLOSE}
         */
        String at(String step, String line);
    }

    /** The usual answer. */
    static final String USUAL = "";

    /** In place of an answer: ends the connection. */
    static final String CLOSE = "close";

    private final ServerSocket listener;
    private final List<ParsedMail> taken = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private volatile Script script = (_, _) -> USUAL;
    private volatile Consumer<byte[]> onward = _ -> {};

    Receiver() {
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

    void follow(Script next) {
        script = next;
    }

    /** Hands each mail on that it has taken, as a mail server does. */
    void handOn(Consumer<byte[]> to) {
        onward = to;
    }

    /** The mails it is responsible for: those it has answered with 250, or tried to. */
    List<ParsedMail> taken() {
        return taken;
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
                var in = new BufferedInputStream(socket.getInputStream())) {
            if (!say(socket, script.at("HELLO", ""), "220 receiver ESMTP")) {
                return;
            }
            for (String line = line(in); line != null; line = line(in)) {
                commands.add(line);
                String verb =
                        line.substring(0, Math.min(4, line.length())).toUpperCase(Locale.ROOT);
                String usual =
                        switch (verb) {
                            case "EHLO" -> "250-receiver\r\n250 AUTH PLAIN LOGIN XOAUTH2";
                            case "DATA" -> "354 go on";
                            case "QUIT" -> "221 bye";
                            case "AUTH" -> "235 welcome";
                            default -> "250 fine";
                        };
                String told = script.at(verb, line);
                boolean refused = told.startsWith("4") || told.startsWith("5");
                if (!say(socket, told, usual)
                        || verb.equals("QUIT")
                        || verb.equals("DATA") && !refused && !data(socket, in)) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client went away, as dead clients do.
            return;
        }
    }

    private boolean data(Socket socket, InputStream in) throws IOException {
        var mail = new ByteArrayOutputStream();
        boolean asked = false;
        for (String line = line(in); line != null; line = line(in)) {
            if (line.equals(".")) {
                // Behind the dot it is ours (RFC 5321, 6.1), whether or not the client hears of it.
                String answer = script.at("DOT", "");
                if (answer.isEmpty() || answer.startsWith("2") || answer.equals(CLOSE)) {
                    taken.add(MailReader.read(mail.toByteArray()));
                    onward.accept(mail.toByteArray());
                }
                return say(socket, answer, "250 2.0.0 taken");
            }
            String plain = line.startsWith(".") ? line.substring(1) : line;
            mail.writeBytes((plain + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            if (!asked && line.isEmpty()) {
                asked = true;
                if (script.at("HALF", "").equals(CLOSE)) {
                    return false;
                }
            }
        }
        return false;
    }

    private static boolean say(Socket socket, String told, String usual) throws IOException {
        if (told.equals(CLOSE)) {
            return false;
        }
        String answer = told.equals(USUAL) ? usual : told;
        socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return !answer.startsWith("421");
    }

    private static @Nullable String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            if (octet == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(octet);
        }
        return null;
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
