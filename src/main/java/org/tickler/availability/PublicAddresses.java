package org.tickler.availability;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Which addresses belong to the public internet. Everything else could be a service of this machine
 * or its network that trusts whoever can reach it (server-side request forgery).
 */
final class PublicAddresses {
    private PublicAddresses() {}

    /** Whether it is no special-purpose address (RFC 6890 and its registries). */
    static boolean contains(InetAddress address) {
        boolean local =
                address.isAnyLocalAddress()
                        || address.isLoopbackAddress()
                        || address.isLinkLocalAddress()
                        || address.isSiteLocalAddress()
                        || address.isMulticastAddress();
        byte[] b = address.getAddress();
        return !local && (address instanceof Inet6Address ? isPublic6(b) : isPublic4(b));
    }

    private static boolean isPublic4(byte[] b) {
        int first = b[0] & 0xff;
        int second = b[1] & 0xff;
        int third = b[2] & 0xff;
        boolean special =
                first == 0
                        || first == 10
                        || first == 127
                        || first >= 224
                        || first == 100 && second >= 64 && second < 128
                        || first == 169 && second == 254
                        || first == 172 && second >= 16 && second < 32
                        || first == 192 && second == 168
                        || first == 192 && second == 0 && (third == 0 || third == 2)
                        || first == 192 && second == 88 && third == 99
                        || first == 198 && (second == 18 || second == 19)
                        || first == 198 && second == 51 && third == 100
                        || first == 203 && second == 0 && third == 113;
        return !special;
    }

    /**
     * Only global unicast (2000::/3), and there nothing that carries an IPv4 address (6to4, Teredo)
     * or is for documentation.
     */
    private static boolean isPublic6(byte[] b) {
        int first = (b[0] & 0xff) << 8 | b[1] & 0xff;
        int second = (b[2] & 0xff) << 8 | b[3] & 0xff;
        boolean global = (first & 0xe000) == 0x2000;
        boolean special =
                first == 0x2002
                        || first == 0x2001 && (second < 0x200 || second == 0xdb8)
                        || first == 0x3fff;
        return global && !special;
    }
}
