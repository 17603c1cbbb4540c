package org.tickler.smtp;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that send at once what is written, and do not wait for ever for an answer that goes on.
 *
 * <p>The end of a mail is a small packet behind larger ones: left to itself the system would keep
 * it back until the others are acknowledged, which takes the other side 40 ms for every mail
 * (Nagle's algorithm against delayed acknowledgements, RFC 1122, 4.2.3.2 and 4.2.3.4). And a
 * socket's own time-out begins anew with every octet: a server that says one now and then would
 * keep us for good.
 */
public final class PromptSockets extends SocketFactory {
    private final Duration patience;

    /** For servers that are believed to come to an end. */
    public PromptSockets() {
        this(Duration.ZERO);
    }

    /**
     * @param patience how long what the server says may take in all, from the last that was said to
     *     it; zero for ever
     */
    public PromptSockets(Duration patience) {
        this.patience = patience;
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = patience.isZero() ? new Socket() : new Impatient(patience);
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
            throws IOException {
        return connected(
                new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
            throws IOException {
        return connected(
                new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
    }

    private Socket connected(InetSocketAddress to, @Nullable InetSocketAddress from)
            throws IOException {
        Socket socket = createSocket();
        if (from != null) {
            socket.bind(from);
        }
        socket.connect(to);
        return socket;
    }

    /** Reads until the patience is over, and begins anew with each write. */
    private static final class Impatient extends Socket {
        private final long patience;
        private volatile long since = System.nanoTime();

        Impatient(Duration patience) {
            this.patience = patience.toNanos();
        }

        private void check() throws IOException {
            if (System.nanoTime() - since > patience) {
                throw new SocketTimeoutException("the answer does not end");
            }
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    check();
                    return super.read();
                }

                @Override
                public int read(byte[] octets, int offset, int length) throws IOException {
                    check();
                    return super.read(octets, offset, length);
                }
            };
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(int octet) throws IOException {
                    out.write(octet);
                    since = System.nanoTime();
                }

                @Override
                public void write(byte[] octets, int offset, int length) throws IOException {
                    out.write(octets, offset, length);
                    since = System.nanoTime();
                }
            };
        }
    }
}
