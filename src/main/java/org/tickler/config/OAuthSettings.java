package org.tickler.config;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a server is signed in to without a password (OAuth 2): a refresh token gets access tokens.
 *
 * @param tokenUrl gives access tokens (RFC 6749, 3.2)
 * @param clientId what the provider calls this installation of Tickler
 * @param clientSecret belongs to it; may be {@link Secret#NONE}
 * @param refreshTokenFile holds the refresh token, and gets each new one; need not be there yet
 * @param scope what is asked for, words with blanks between them; may be empty
 * @param deviceUrl begins a sign-in on another device (RFC 8628, 3.1), or null
 * @param authorizeUrl the page on which people sign in (RFC 6749, 3.1), or null
 * @param caFile certificates in PEM to trust besides the usual ones, or null
 */
public record OAuthSettings(
        URI tokenUrl,
        String clientId,
        Secret clientSecret,
        Path refreshTokenFile,
        String scope,
        @Nullable URI deviceUrl,
        @Nullable URI authorizeUrl,
        @Nullable Path caFile) {
    private static final URI EXAMPLE = URI.create("https://login.example.org/token");

    /** The section {@code oauth} of a mailbox or server, or null if nothing stands in it. */
    static @Nullable OAuthSettings read(Section section) {
        URI token = address(section, "tokenUrl");
        URI device = address(section, "deviceUrl");
        URI authorize = address(section, "authorizeUrl");
        String id = section.text("clientId", "");
        Secret secret = section.secret("clientSecret");
        String file = section.text("refreshTokenFile", "");
        String scope = section.text("scope", "");
        Path caFile = section.file("caFile");
        boolean empty =
                device == null
                        && authorize == null
                        && id.isEmpty()
                        && secret.isEmpty()
                        && file.isEmpty()
                        && scope.isEmpty()
                        && caFile == null;
        if (token == null && empty && !section.has("tokenUrl")) {
            return null;
        }
        if (!section.has("tokenUrl")) {
            section.needed("tokenUrl", EXAMPLE.toString());
        }
        return new OAuthSettings(
                token == null ? EXAMPLE : token,
                section.needed("clientId", "the id that the provider gave you"),
                secret,
                Path.of(section.needed("refreshTokenFile", "data/tasks.token")),
                scope,
                device,
                authorize,
                caFile);
    }

    private static @Nullable URI address(Section section, String name) {
        if (!section.has(name)) {
            return null;
        }
        URI url = section.url(name, EXAMPLE);
        if ("http".equals(url.getScheme()) && !SettingsReader.isLoopback(url.getHost())) {
            section.problem(
                    name,
                    "without TLS the tokens would travel openly to " + url.getHost(),
                    "use https");
        }
        return url;
    }
}
