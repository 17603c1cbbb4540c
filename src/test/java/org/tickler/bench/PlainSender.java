package org.tickler.bench;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.tickler.smtp.PromptSockets;

/**
 * The least that sends mail: a loop over finished messages on a few kept connections. It stores
 * nothing, so it would lose or double mails in a crash.
 */
final class PlainSender {
    private PlainSender() {}

    /** Sends all; the mails a second. */
    static double send(List<byte[]> mails, int port, int connections) throws Exception {
        var properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", "" + port);
        // Without it every mail waits 40 ms for an acknowledgement: a race against that is no race.
        properties.put("mail.smtp.socketFactory", new PromptSockets());
        Session session = Session.getInstance(properties);
        long start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < connections; i++) {
                int first = i;
                running.add(
                        threads.submit(() -> {
                            send(session, mails, first, connections);
                            return null;
                        }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        return mails.size() * 1e9 / (System.nanoTime() - start);
    }

    private static void send(Session session, List<byte[]> mails, int first, int step)
            throws MessagingException, UncheckedIOException {
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect();
            for (int i = first; i < mails.size(); i += step) {
                Message message = new MimeMessage(session, new ByteArrayInputStream(mails.get(i)));
                transport.sendMessage(message, message.getAllRecipients());
            }
        }
    }
}
