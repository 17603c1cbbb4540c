package org.tickler.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Jdbi;
import org.tickler.app.Node;

/**
 * A whole node when very many reminders fall due in one minute: how long until all have left,
 * beside a plain loop over the same mails; and how the page answers meanwhile.
 */
final class Spike {
    private static final int CONNECTIONS = 4;
    private static final int LOOKS = 300;

    private Spike() {}

    /** Argument: how many reminders (10000). */
    public static void main(String[] arguments) throws Exception {
        int mails = Contest.argument(arguments, 0, 10_000);
        try (var rig = new Rig()) {
            if (!Rig.has("smtp-sink")) {
                return;
            }
            rig.sink();
            rig.dovecot();
            Jdbi jdbi = rig.database().jdbi();
            try (Node node = Node.start(rig.settings(1, Rig.SINK, CONNECTIONS))) {
                var page = new Page(node.address().orElseThrow());
                DueTasks.open(jdbi, mails);
                page.look(() -> page.times.size() < LOOKS);
                page.times.clear();
                page.look(() -> page.times.size() < LOOKS);
                double idle = page.p99();
                page.times.clear();
                long start = System.nanoTime();
                DueTasks.remind(jdbi, mails, Instant.now());
                page.look(() -> count(jdbi, "state = 'sent'") < mails);
                double seconds = (System.nanoTime() - start) / 1e9;
                double busy = page.p99();
                List<byte[]> raw =
                        jdbi.withHandle(handle ->
                                handle.createQuery("select raw from outbox where kind = 'reminder'")
                                        .mapTo(byte[].class)
                                        .list());
                double plain = mails / PlainSender.send(raw, Rig.SINK, CONNECTIONS);
                System.out.printf(
                        Locale.ROOT,
                        "RESULT  %d reminders left in %.1f s, the plain loop needs %.1f s: ratio %.2f (aim <= 1.5)%n",
                        mails,
                        seconds,
                        plain,
                        seconds / plain);
                System.out.printf(
                        Locale.ROOT,
                        "RESULT  page p99 %.1f ms meanwhile, %.1f ms idle: ratio %.2f (aim <= 3)%n",
                        busy,
                        idle,
                        busy / idle);
            }
        }
    }

    private static long count(Jdbi jdbi, String where) {
        return jdbi.withHandle(handle ->
                handle.createQuery("select count(*) from outbox where " + where)
                        .mapTo(Long.class)
                        .one());
    }

    /** Somebody who looks at the page again and again. */
    private static final class Page {
        private final HttpClient client = HttpClient.newHttpClient();
        private final HttpRequest request;
        final List<Double> times = new ArrayList<>();

        Page(String address) {
            request = HttpRequest.newBuilder(URI.create(address)).build();
        }

        void look(BooleanSupplier goOn) throws Exception {
            while (goOn.getAsBoolean()) {
                long start = System.nanoTime();
                int status =
                        client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
                times.add((System.nanoTime() - start) / 1e6);
                if (status != 200) {
                    throw new IllegalStateException("the page answered " + status);
                }
                Rig.pause(10);
            }
        }

        double p99() {
            Collections.sort(times);
            return times.get((int) Math.ceil(times.size() * 0.99) - 1);
        }
    }
}
