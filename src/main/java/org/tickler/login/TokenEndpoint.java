package org.tickler.login;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.tickler.config.OAuthSettings;
import org.tickler.http.BoundedExchange;
import org.tickler.http.ExchangeFailure;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the token server (RFC 6749, 3.2). It is the operator's choice, and its answer is bounded all
 * the same. Safe for use by many threads.
 */
final class TokenEndpoint {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LARGEST_ANSWER = 256 * 1024;
    private static final int LONGEST_WORDS = 200;

    /** Where the server does not say how long a token lasts; one that is refused is replaced. */
    private static final Duration UNTOLD = Duration.ofMinutes(10);

    /** RFC 6749, 4.1.2.1, also used for tokens in the field. */
    private static final Set<String> PASSING =
            Set.of("temporarily_unavailable", "server_error", "slow_down");

    /** RFC 6750, 2.1, in the widest form that can neither break out of a line nor of SASL. */
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,65536}");

    private final OAuthSettings settings;
    private final Duration timeout;

    TokenEndpoint(OAuthSettings settings, Duration timeout) {
        this.settings = settings;
        this.timeout = timeout;
    }

    /**
     * What the server gives.
     *
     * @param refresh a new refresh token in place of the old, or null
     */
    record Grant(String access, Duration lasts, @Nullable String refresh) {
        /** Never shows itself. */
        @Override
        public String toString() {
            return "Grant for " + lasts;
        }
    }

    /** An answer in JSON, whatever it says. */
    record Answer(JsonNode body) {
        /** The code of RFC 6749, 5.2, or nothing. */
        String error() {
            return body.path("error").asString("");
        }
    }

    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /** A new access token for a refresh token (RFC 6749, 6). */
    Grant refresh(String token) throws TokenFailure {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", token);
        if (!settings.scope().isEmpty()) {
            form.put("scope", settings.scope());
        }
        Answer answer = post(settings.tokenUrl(), form);
        if (!answer.error().isEmpty()) {
            throw refusal(answer, token);
        }
        return grant(answer);
    }

    /** What an answer without an error holds. */
    Grant grant(Answer answer) throws TokenFailure {
        JsonNode body = answer.body();
        String access = body.path("access_token").asString("");
        String refresh = body.path("refresh_token").asString("");
        if (!isToken(access) || !refresh.isEmpty() && !isToken(refresh)) {
            throw TokenFailure.passing(server() + " gives no token: check tokenUrl");
        }
        long seconds = body.path("expires_in").asLong(UNTOLD.toSeconds());
        return new Grant(
                access,
                Duration.ofSeconds(Math.clamp(seconds, 0, Duration.ofDays(1).toSeconds())),
                refresh.isEmpty() ? null : refresh);
    }

    TokenFailure refusal(Answer answer, String secret) {
        String words = answer.error() + words(answer, secret);
        String begin = server() + " refuses ";
        return switch (answer.error()) {
            case String passing when PASSING.contains(passing) ->
                    TokenFailure.passing(server() + " is in trouble (" + words + ")");
            case "invalid_grant" ->
                    TokenFailure.refusal(
                            begin
                                    + "our permission, which has expired or was withdrawn ("
                                    + words
                                    + "): run 'tickler mailbox sign-in'");
            case "invalid_client", "unauthorized_client" ->
                    TokenFailure.refusal(
                            begin
                                    + "this installation ("
                                    + words
                                    + "): check clientId and clientSecret of oauth");
            case "invalid_scope" ->
                    TokenFailure.refusal(
                            begin + "what is asked for (" + words + "): check scope of oauth");
            default ->
                    TokenFailure.refusal(
                            begin
                                    + "a token ("
                                    + words
                                    + "): check oauth, or run 'tickler mailbox sign-in'");
        };
    }

    /** The server's own words, without the numbers that differ each time and without secrets. */
    private String words(Answer answer, String secret) {
        String said = answer.body().path("error_description").asString("");
        int numbers = said.indexOf("Trace ID");
        String words = (numbers < 0 ? said : said.substring(0, numbers)).replace(secret, "…");
        if (!settings.clientSecret().isEmpty()) {
            words = words.replace(settings.clientSecret().reveal(), "…");
        }
        words = words.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (words.length() > LONGEST_WORDS) {
            words = words.substring(0, LONGEST_WORDS) + "…";
        }
        return words.isEmpty() ? "" : ": " + words;
    }

    private String server() {
        return "the token server " + settings.tokenUrl().getHost();
    }

    /**
     * Sends a form with the client's id, and its secret if there is one.
     *
     * @return an answer that is a success or tells an error as OAuth does
     */
    Answer post(URI url, Map<String, String> fields) throws TokenFailure {
        Map<String, String> form = new LinkedHashMap<>(fields);
        form.put("client_id", settings.clientId());
        if (!settings.clientSecret().isEmpty()) {
            form.put("client_secret", settings.clientSecret().reveal());
        }
        HttpRequest request =
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
                        .build();
        HttpResponse<byte[]> response = exchange(request);
        int status = response.statusCode();
        if (status == 429 || status >= 500) {
            throw TokenFailure.passing(server() + " is busy (HTTP status " + status + ")");
        }
        Answer answer = new Answer(json(response.body()));
        if (status != 200 && answer.error().isEmpty()) {
            throw TokenFailure.passing(
                    "the token server "
                            + url.getHost()
                            + " answers with HTTP status "
                            + status
                            + ": check "
                            + url.getPath());
        }
        return answer;
    }

    static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field ->
                        URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8)
                                + "="
                                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            // An error page, which says nothing to us.
            return JSON.createObjectNode();
        }
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) throws TokenFailure {
        try (var http = new BoundedExchange(timeout, LARGEST_ANSWER, trust())) {
            return http.send(request);
        } catch (ExchangeFailure failure) {
            throw TokenFailure.passing(
                    switch (failure.kind()) {
                        case TIMED_OUT -> server() + " does not answer in time";
                        case INTERRUPTED -> "interrupted while asking " + server();
                        case UNREACHABLE, BROKEN_OFF -> server() + trouble(failure.getCause());
                    });
        }
    }

    private @Nullable SSLContext trust() throws TokenFailure {
        try {
            return settings.caFile() == null
                    ? null
                    : TrustedCertificates.context(settings.caFile());
        } catch (IOException e) {
            throw TokenFailure.refusal(e.getMessage() + ": check caFile of oauth");
        }
    }

    private static String trouble(@Nullable Throwable cause) {
        return switch (cause) {
            case ConnectException _ -> " cannot be reached";
            case SSLException tls ->
                    " cannot be trusted: name its certificate as caFile of oauth ("
                            + tls.getMessage()
                            + ")";
            case null, default -> " gives no usable answer (" + cause + ")";
        };
    }
}
