package org.tickler.fault;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

/** The IMAP server with the mailboxes of the program; every user's password is "secret". */
interface Inbox extends AutoCloseable {
    int port();

    /** Puts a mail into the INBOX of {@code user}. */
    void deliver(String user, String raw);

    @Override
    void close();

    static byte[] bytes(String raw) {
        return raw.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** A server in this very process: starts at once, and is slow with large mailboxes. */
    final class Quick implements Inbox {
        private final GreenMail server =
                new GreenMail(
                        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP).dynamicPort());

        Quick() {
            server.start();
        }

        @Override
        public int port() {
            return server.getImap().getPort();
        }

        GreenMail server() {
            return server;
        }

        @Override
        public void deliver(String user, String raw) {
            try {
                server.setUser(user + "@harness.example", user, "secret")
                        .deliver(
                                new MimeMessage(
                                        Session.getInstance(new Properties()),
                                        new ByteArrayInputStream(bytes(raw))));
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            server.stop();
        }
    }

    /** Dovecot by the project's own script, its mail delivered as a Maildir wants it. */
    final class Real implements Inbox {
        private final Path folder;
        private final int port = freePort();
        private final int lmtpPort = freePort();
        private final AtomicInteger count = new AtomicInteger();
        private final String unique = Long.toString(System.nanoTime(), 36);

        /**
         * @param folder in a place that the server's own user can reach
         */
        Real(Path folder) {
            this.folder = folder;
            run("start");
        }

        /** As if the power had failed. */
        void kill() {
            run("kill");
        }

        void restart() {
            run("start");
        }

        /** What a client sees of a mailbox that was restored or made anew. */
        void renumber(String user, long uidValidity) {
            command(
                    "doveadm",
                    "-c",
                    folder.resolve("dovecot.conf").toString(),
                    "mailbox",
                    "update",
                    "-u",
                    user,
                    "--uid-validity",
                    Long.toString(uidValidity),
                    "INBOX");
        }

        /** Removes all mail of {@code user}. */
        void empty(String user) {
            command(
                    "doveadm",
                    "-c",
                    folder.resolve("dovecot.conf").toString(),
                    "expunge",
                    "-u",
                    user,
                    "mailbox",
                    "INBOX",
                    "all");
        }

        @Override
        public int port() {
            return port;
        }

        /** Where a mail server delivers to. */
        int lmtpPort() {
            return lmtpPort;
        }

        /** All mail of {@code user}, as it is kept. */
        List<String> mails(String user) {
            Path box = folder.resolve("mail").resolve(user).resolve("Maildir");
            try (var files = Files.walk(box, 2)) {
                var mails = new ArrayList<String>();
                for (Path file :
                        files.filter(Files::isRegularFile)
                                .filter(file -> file.toString().matches(".*/(new|cur)/[^/]*"))
                                .sorted()
                                .toList()) {
                    mails.add(
                            Files.readString(file, StandardCharsets.ISO_8859_1)
                                    .replace("\r\n", "\n"));
                }
                return mails;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void deliver(String user, String raw) {
            Path box = folder.resolve("mail").resolve(user).resolve("Maildir");
            try {
                UserPrincipal owner = Files.getOwner(folder.resolve("mail"));
                for (String part : new String[] {"tmp", "new", "cur"}) {
                    Files.createDirectories(box.resolve(part));
                }
                for (Path own :
                        new Path[] {
                            box.getParent(),
                            box,
                            box.resolve("tmp"),
                            box.resolve("new"),
                            box.resolve("cur")
                        }) {
                    Files.setOwner(own, owner);
                }
                String name = unique + "." + count.incrementAndGet() + ".harness";
                Path file = box.resolve("tmp").resolve(name);
                Files.write(file, bytes(raw));
                Files.setOwner(file, owner);
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
                Files.move(file, box.resolve("new").resolve(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void run(String action) {
            command(Path.of("bench/servers/dovecot").toString(), action, folder.toString());
        }

        private void command(String... words) {
            try {
                var builder = new ProcessBuilder(words).redirectErrorStream(true);
                builder.environment().put("IMAP_PORT", Integer.toString(port));
                builder.environment().put("LMTP_PORT", Integer.toString(lmtpPort));
                Path said = Files.createTempFile("harness", ".txt");
                int code = builder.redirectOutput(said.toFile()).start().waitFor();
                String told = Files.readString(said);
                Files.delete(said);
                if (code != 0) {
                    throw new IllegalStateException(String.join(" ", words) + ": " + told);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            run("stop");
        }
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
