package org.tickler.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes connections on to a server and counts the lines that clients send: one per IMAP command.
 */
final class CommandCounter implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final AtomicInteger lines = new AtomicInteger();

    CommandCounter(int target) throws IOException {
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    int commands() {
        return lines.get();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
                Thread.ofVirtual().start(() -> pass(client, server, true));
                Thread.ofVirtual().start(() -> pass(server, client, false));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void pass(Socket from, Socket to, boolean counted) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            var buffer = new byte[16_384];
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                for (int i = 0; counted && i < read; i++) {
                    if (buffer[i] == '\n') {
                        lines.incrementAndGet();
                    }
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // One side has gone, and with it the other.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
