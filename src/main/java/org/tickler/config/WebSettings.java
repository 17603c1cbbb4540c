package org.tickler.config;

/**
 * Where the page is served.
 *
 * @param bind an address of this machine; others than loopback need a proxy that signs people in
 * @param port 0 lets the system choose a free one
 * @param requestBody the most bytes that a request may bring
 */
public record WebSettings(boolean enabled, String bind, int port, int requestBody) {
    public static final WebSettings USUAL = new WebSettings(true, "127.0.0.1", 8080);

    /** With the usual limit. */
    public WebSettings(boolean enabled, String bind, int port) {
        this(enabled, bind, port, 64 << 10);
    }
}
