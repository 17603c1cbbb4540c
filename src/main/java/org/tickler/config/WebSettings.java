package org.tickler.config;

/**
 * Where the page is served.
 *
 * @param bind an address of this machine; others than loopback need a proxy that signs people in
 * @param port 0 lets the system choose a free one
 */
public record WebSettings(boolean enabled, String bind, int port) {
    public static final WebSettings USUAL = new WebSettings(true, "127.0.0.1", 8080);
}
