package org.tickler.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A bad line to a server on this machine: it cuts, falls silent, or lets nobody through. */
final class Proxy implements AutoCloseable {
    /** Lets everything the server says through as it is. */
    static final UnaryOperator<String> UNALTERED = said -> said;

    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final AtomicLong budget = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong passed = new AtomicLong();
    private volatile int target;
    private volatile UnaryOperator<@Nullable String> instead = _ -> null;
    private volatile UnaryOperator<String> altered = UNALTERED;
    private volatile boolean silent;
    private volatile boolean away;
    private volatile Duration delay = Duration.ZERO;

    Proxy(int target) {
        this.target = target;
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

    /** Leads new connections elsewhere. */
    void leadTo(int port) {
        target = port;
    }

    /** Cuts all connections once the server has said {@code octets} more; -1 for never. */
    void cutAfter(long octets) {
        budget.set(octets < 0 ? Long.MAX_VALUE : octets);
    }

    /** How many octets servers have said so far. */
    long passed() {
        return passed.get();
    }

    /** Keeps connections open and lets nothing through, as a cable that was pulled. */
    void silent(boolean on) {
        silent = on;
    }

    /** Refuses new connections and cuts the open ones. */
    void away(boolean on) {
        away = on;
        if (on) {
            cut();
        }
    }

    /**
     * Answers what a client says in the server's place.
     *
     * @param answer from a client's line to what is said, or null to let the line through
     */
    void answer(UnaryOperator<@Nullable String> answer) {
        instead = answer;
    }

    /** Alters what the server says, packet by packet. */
    void alter(UnaryOperator<String> said) {
        altered = said;
    }

    /** Says something to every client in the server's name. */
    void say(String words) {
        for (Socket client : clients) {
            try {
                client.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
                client.getOutputStream().flush();
            } catch (IOException e) {
                // It is gone, and hears nothing any more.
                clients.remove(client);
            }
        }
    }

    /** Holds everything the server says back for a while. */
    void delay(Duration by) {
        delay = by;
    }

    void cut() {
        open.forEach(Proxy::end);
        open.clear();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (away) {
                    client.close();
                } else {
                    lead(client);
                }
            } catch (IOException e) {
                if (listener.isClosed()) {
                    return;
                }
            }
        }
    }

    private void lead(Socket client) throws IOException {
        Socket server;
        try {
            server = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            client.close();
            return;
        }
        clients.add(client);
        open.add(client);
        open.add(server);
        Thread.ofVirtual().start(() -> pump(client, server, false));
        Thread.ofVirtual().start(() -> pump(server, client, true));
    }

    private void pump(Socket from, Socket to, boolean counted) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] octets = new byte[8192];
            for (int n = in.read(octets); n >= 0; n = in.read(octets)) {
                if (counted && !delay.isZero()) {
                    LockSupport.parkNanos(delay.toNanos());
                }
                while (silent && !from.isClosed()) {
                    LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                }
                @Nullable String said =
                        counted
                                ? null
                                : instead.apply(
                                        new String(octets, 0, n, StandardCharsets.ISO_8859_1));
                if (said != null) {
                    from.getOutputStream().write(said.getBytes(StandardCharsets.ISO_8859_1));
                    from.getOutputStream().flush();
                    continue;
                }
                int allowed = n;
                UnaryOperator<String> alter = altered;
                if (counted && alter != UNALTERED) {
                    String as = alter.apply(new String(octets, 0, n, StandardCharsets.ISO_8859_1));
                    out.write(as.getBytes(StandardCharsets.ISO_8859_1));
                    out.flush();
                    continue;
                }
                if (counted) {
                    passed.addAndGet(n);
                    long left = budget.get();
                    if (left != Long.MAX_VALUE) {
                        allowed = (int) Math.max(0, Math.min(n, left));
                        budget.addAndGet(-n);
                    }
                }
                out.write(octets, 0, allowed);
                out.flush();
                if (allowed < n) {
                    cut();
                    return;
                }
            }
        } catch (IOException e) {
            // One end went away; closing both is all there is to do.
            return;
        } finally {
            open.remove(from);
            open.remove(to);
            clients.remove(from);
            clients.remove(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
