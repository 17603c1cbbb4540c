package org.tickler.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;
import org.tickler.app.Node;

/** Many mailboxes that are listened to: what they cost, and how soon a new mail is a task. */
final class Idle {
    private static final long PATIENCE = 60_000;

    private Idle() {}

    /** Arguments: mailboxes (100), seconds of silence to count (60). */
    public static void main(String[] arguments) throws Exception {
        int mailboxes = Contest.argument(arguments, 0, 100);
        int seconds = Contest.argument(arguments, 1, 60);
        try (var rig = new Rig()) {
            rig.dovecot();
            memory(rig, 1); // what the program itself grows to is not the mailboxes'
            long one = memory(rig, 1);
            Jdbi jdbi = rig.database().jdbi();
            try (Node node = Node.start(rig.settings(mailboxes, Rig.SINK, 1))) {
                Rig.pause(20_000);
                System.gc();
                long all = Rig.megabytes();
                System.out.printf(
                        Locale.ROOT,
                        "RESULT  memory %d MB with %d mailboxes, %d MB with one: %.2f MB each (aim <= 0.2); %s%n",
                        all,
                        mailboxes,
                        one,
                        (all - one) / (double) (mailboxes - 1),
                        node.address().orElse(""));
                silence(seconds);
                latency(jdbi, mailboxes);
            }
        }
    }

    private static long memory(Rig rig, int mailboxes) throws Exception {
        rig.database();
        try (Node node = Node.start(rig.settings(mailboxes, Rig.SINK, 1))) {
            Rig.pause(20_000);
            System.gc();
            return node.address().isPresent() ? Rig.megabytes() : 0;
        }
    }

    private static void silence(int seconds) {
        long before = cpu();
        Rig.pause(seconds * 1000L);
        System.out.printf(
                Locale.ROOT,
                "RESULT  %.2f %% of one core while nothing happens (aim <= 2)%n",
                (cpu() - before) / 1e7 / seconds);
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void latency(Jdbi jdbi, int mailboxes) throws IOException {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < mailboxes; i++) {
            long tasks = tasks(jdbi);
            deliver("box" + i, i);
            long start = System.nanoTime();
            while (tasks(jdbi) == tasks && (System.nanoTime() - start) / 1e6 < PATIENCE) {
                Rig.pause(5);
            }
            times.add((System.nanoTime() - start) / 1e6);
        }
        Collections.sort(times);
        System.out.printf(
                Locale.ROOT,
                "RESULT  mail to task: median %.0f ms, p99 %.0f ms, of which the server waits 500 ms (aim p99 < 1500)%n",
                times.get(times.size() / 2),
                times.get((int) Math.ceil(times.size() * 0.99) - 1));
    }

    private static long tasks(Jdbi jdbi) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select count(*) from task").mapTo(Long.class).one());
    }

    /** Hands a mail to the server over LMTP (RFC 2033). */
    private static void deliver(String user, int number) throws IOException {
        String mail =
                "From: Ann Sample <ann@example.net>\r\nTo: "
                        + user
                        + "@example.org\r\nSubject: Report "
                        + number
                        + "\r\nMessage-ID: <idle"
                        + number
                        + "@mail.example.net>\r\n\r\nPlease send report number "
                        + number
                        + " to finance by Friday.\r\n.";
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), Rig.LMTP);
                var reader =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.US_ASCII))) {
            OutputStream out = socket.getOutputStream();
            reader.readLine();
            for (String line :
                    List.of(
                            "LHLO bench",
                            "MAIL FROM:<ann@example.net>",
                            "RCPT TO:<" + user + "@example.org>",
                            "DATA",
                            mail)) {
                out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
                String answer = reader.readLine();
                while (answer != null && answer.length() > 3 && answer.charAt(3) == '-') {
                    answer = reader.readLine();
                }
                if (answer == null || answer.charAt(0) > '3') {
                    throw new IOException("the server answered " + answer);
                }
            }
        }
    }
}
