package org.tickler.login;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tickler.config.OAuthSettings;
import org.tickler.login.TokenEndpoint.Answer;
import org.tickler.login.TokenEndpoint.Grant;
import org.tickler.mail.Sha256;
import tools.jackson.databind.JsonNode;

/**
 * Lets a person sign in with a browser, here or elsewhere, and keeps the refresh token that comes
 * of it: by a code to type in on another device (RFC 8628), or by an address to copy back (RFC
 * 6749, 4.1, with RFC 7636).
 */
public final class SignIn {
    /**
     * Nothing listens there: the browser fails to go there, and shows the address that we need (RFC
     * 8252, 7.3).
     */
    public static final String REDIRECT = "http://localhost:14025/";

    private static final String DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(5);

    private final OAuthSettings settings;
    private final TokenEndpoint endpoint;
    private final Consumer<String> say;
    private final Supplier<@Nullable String> read;
    private final Consumer<Duration> pause;

    /**
     * @param say gets each line for the person
     * @param read the next line that the person types, or null if there is none
     * @param pause lets time pass
     */
    public SignIn(
            OAuthSettings settings,
            Consumer<String> say,
            Supplier<@Nullable String> read,
            Consumer<Duration> pause) {
        this.settings = settings;
        this.endpoint = new TokenEndpoint(settings, TIMEOUT);
        this.say = say;
        this.read = read;
        this.pause = pause;
    }

    /**
     * Goes through the whole sign-in.
     *
     * @throws IOException if nobody signed in, or the token cannot be kept; with the remedy
     */
    public void run() throws IOException {
        Grant grant = granted();
        String token = grant.refresh();
        if (token == null) {
            throw TokenFailure.refusal(
                    "the sign-in went well, but no refresh token came with it: ask for one, as with"
                            + " offline_access in scope, or access_type=offline&prompt=consent in"
                            + " authorizeUrl");
        }
        var file = new TokenFile(settings.refreshTokenFile());
        Path place = file.exclusively(() -> kept(file, token));
        say.accept("Signed in. The refresh token lies in " + place + ".");
    }

    /** Not while a running Tickler renews the one before: it would write over ours. */
    private static Path kept(TokenFile file, String token) throws TokenFailure {
        try {
            file.replace(token);
            return file.path();
        } catch (IOException e) {
            throw TokenFailure.refusal(String.valueOf(e.getMessage()));
        }
    }

    private Grant granted() throws TokenFailure {
        URI device = settings.deviceUrl();
        URI page = settings.authorizeUrl();
        if (device != null) {
            return byCode(device);
        }
        if (page != null) {
            return byAddress(page);
        }
        throw TokenFailure.refusal(
                "neither deviceUrl nor authorizeUrl is set in oauth: set one, or put a refresh token"
                        + " into "
                        + settings.refreshTokenFile()
                        + " yourself");
    }

    private Grant byCode(URI device) throws TokenFailure {
        Map<String, String> form = new LinkedHashMap<>();
        if (!settings.scope().isEmpty()) {
            form.put("scope", settings.scope());
        }
        Answer answer = endpoint.post(device, form);
        JsonNode body = answer.body();
        String code = body.path("device_code").asString("");
        if (!answer.error().isEmpty() || code.isEmpty()) {
            throw endpoint.refusal(answer, " ");
        }
        // Google calls it verification_url.
        String address =
                body.path("verification_uri").asString(body.path("verification_url").asString(""));
        say.accept("Open " + shown(address));
        say.accept("and type in the code " + shown(body.path("user_code").asString("")));
        say.accept("Waiting for you to sign in there ...");
        Duration left = seconds(body, "expires_in", LONGEST, LONGEST);
        Duration interval = seconds(body, "interval", USUAL_INTERVAL, Duration.ofMinutes(1));
        form.clear();
        form.put("grant_type", DEVICE_GRANT);
        form.put("device_code", code);
        while (left.isPositive()) {
            pause.accept(interval);
            left = left.minus(interval);
            Answer now = ask(form);
            if (now == null) {
                continue;
            }
            switch (now.error()) {
                case "" -> {
                    return endpoint.grant(now);
                }
                case "authorization_pending" -> {}
                case "slow_down" -> interval = interval.plus(USUAL_INTERVAL);
                case "access_denied", "authorization_declined" ->
                        throw TokenFailure.refusal("the sign-in was declined");
                case "expired_token" -> left = Duration.ZERO;
                default -> throw endpoint.refusal(now, code);
            }
        }
        throw TokenFailure.refusal("nobody signed in before the code ran out: begin again");
    }

    /** A server that cannot be reached for a moment ends nothing (RFC 8628, 3.5). */
    private @Nullable Answer ask(Map<String, String> form) throws TokenFailure {
        try {
            return endpoint.post(settings.tokenUrl(), form);
        } catch (TokenFailure e) {
            if (e.refused() || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            say.accept(e.getMessage() + "; waiting on ...");
            return null;
        }
    }

    private static Duration seconds(JsonNode body, String name, Duration usual, Duration most) {
        return Duration.ofSeconds(
                Math.clamp(body.path(name).asLong(usual.toSeconds()), 1, most.toSeconds()));
    }

    private Grant byAddress(URI page) throws TokenFailure {
        String state = random();
        String verifier = random();
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", settings.clientId());
        query.put("redirect_uri", REDIRECT);
        if (!settings.scope().isEmpty()) {
            query.put("scope", settings.scope());
        }
        query.put("state", state);
        query.put("code_challenge", challenge(verifier));
        query.put("code_challenge_method", "S256");
        String link = page.toString();
        say.accept("Open this address in a browser, here or elsewhere, and sign in:");
        say.accept(link + (link.contains("?") ? "&" : "?") + TokenEndpoint.encoded(query));
        say.accept(
                "At the end the browser cannot open a page that begins with "
                        + REDIRECT
                        + ". Copy its whole address from there to here, and press Enter:");
        String line = read.get();
        Map<String, String> answer = parameters(line == null ? "" : line.strip());
        if (!state.equals(answer.get("state"))) {
            throw TokenFailure.refusal(
                    "that is not the address to which this sign-in leads: begin again");
        }
        String code = answer.getOrDefault("code", "");
        if (code.isEmpty()) {
            throw TokenFailure.refusal(
                    "the sign-in was declined (" + shown(answer.getOrDefault("error", "")) + ")");
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", REDIRECT);
        form.put("code_verifier", verifier);
        Answer token = endpoint.post(settings.tokenUrl(), form);
        if (!token.error().isEmpty()) {
            throw endpoint.refusal(token, code);
        }
        return endpoint.grant(token);
    }

    private static Map<String, String> parameters(String address) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = address.substring(address.indexOf('?') + 1);
        for (String field : query.split("[&#]")) {
            int end = field.indexOf('=');
            if (end > 0) {
                try {
                    parameters.put(
                            field.substring(0, end),
                            URLDecoder.decode(field.substring(end + 1), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException _) {
                    // Not one of ours: copied wrongly, which the check of the state tells.
                }
            }
        }
        return parameters;
    }

    private static String random() {
        byte[] octets = new byte[32];
        new SecureRandom().nextBytes(octets);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    private static String challenge(String verifier) {
        byte[] hash = Sha256.of(verifier.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    /** A server's words must not move the cursor of somebody's terminal. */
    private static String shown(String words) {
        return words.replaceAll("\\p{Cntrl}", "");
    }
}
