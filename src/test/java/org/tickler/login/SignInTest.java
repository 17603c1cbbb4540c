package org.tickler.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tickler.config.OAuthSettings;
import org.tickler.support.FakeTokens;

class SignInTest {
    private static final String DEVICE =
            """
            {"device_code": "long-code", "user_code": "WDJB-MJHT", "interval": 5,
             "verification_uri": "https://login.example.org/device", "expires_in": 600}
            """;
    private static final String GRANTED =
            """
            {"access_token": "access", "refresh_token": "kept", "expires_in": 3600}
            """;

    @TempDir private Path folder;
    @AutoClose private final FakeTokens server = new FakeTokens("kept");
    private final List<String> said = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();

    private Path file() {
        return folder.resolve("data/tasks.token");
    }

    private OAuthSettings settings(boolean device) {
        OAuthSettings all = server.settings(file(), null);
        return new OAuthSettings(
                all.tokenUrl(),
                all.clientId(),
                all.clientSecret(),
                all.refreshTokenFile(),
                all.scope(),
                device ? all.deviceUrl() : null,
                URI.create(all.authorizeUrl() + "?access_type=offline"),
                null);
    }

    private void byCode() throws IOException {
        new SignIn(settings(true), said::add, () -> null, pauses::add).run();
    }

    @Test
    void codeTypedInElsewhereShouldBringARefreshToken() throws IOException {
        server.says(200, DEVICE)
                .says(400, "{\"error\": \"authorization_pending\"}")
                .says(503, "")
                .says(400, "{\"error\": \"slow_down\"}")
                .says(200, GRANTED);
        byCode();
        assertThat(file()).hasContent("kept");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(said)
                .startsWith(
                        "Open https://login.example.org/device", "and type in the code WDJB-MJHT")
                .last()
                .asString()
                .contains(file().toString());
        assertThat(pauses).extracting(Duration::toSeconds).containsExactly(5L, 5L, 5L, 10L);
        assertThat(server.requests().getFirst())
                .containsEntry("client_id", "tickler")
                .containsEntry("scope", "mail offline");
        assertThat(server.requests().getLast())
                .containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:device_code")
                .containsEntry("device_code", "long-code");
    }

    @Test
    void signInThatIsDeclinedOrForgottenShouldKeepNothing() {
        server.says(200, DEVICE).says(400, "{\"error\": \"access_denied\"}");
        assertThatThrownBy(this::byCode).hasMessageContaining("declined");
        server.says(200, DEVICE.replace("600", "8"))
                .says(400, "{\"error\": \"authorization_pending\"}")
                .says(400, "{\"error\": \"authorization_pending\"}");
        assertThatThrownBy(this::byCode).hasMessageContaining("before the code ran out");
        server.says(400, "{\"error\": \"invalid_scope\"}");
        assertThatThrownBy(this::byCode).hasMessageContaining("check scope");
        assertThat(file()).doesNotExist();
    }

    @Test
    void answerWithoutARefreshTokenShouldSayHowToGetOne() {
        server.says(200, DEVICE).says(200, "{\"access_token\": \"access\"}");
        assertThatThrownBy(this::byCode).hasMessageContaining("offline_access");
    }

    @Test
    void serverShouldNotWriteAroundOnTheTerminal() throws IOException {
        server.says(200, DEVICE.replace("WDJB", "\\u001b[2JWDJB")).says(200, GRANTED);
        byCode();
        assertThat(said).contains("and type in the code [2JWDJB-MJHT");
    }

    private void byAddress(UnaryOperator<@Nullable String> browser) throws IOException {
        new SignIn(settings(false), said::add, () -> browser.apply(said.get(1)), pauses::add).run();
    }

    private static Map<String, String> query(@Nullable String address) {
        Map<String, String> query = new HashMap<>();
        for (String field : String.valueOf(address).split("\\?", 2)[1].split("&")) {
            String[] pair = field.split("=", 2);
            query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    @Test
    void addressCopiedBackShouldBringARefreshToken() throws Exception {
        server.says(200, GRANTED);
        byAddress(link ->
                SignIn.REDIRECT + "?state=" + query(link).get("state") + "&code=4%2Fabc&scope=x");
        assertThat(file()).hasContent("kept");
        Map<String, String> asked = query(said.get(1));
        assertThat(asked)
                .containsEntry("access_type", "offline")
                .containsEntry("response_type", "code")
                .containsEntry("redirect_uri", SignIn.REDIRECT)
                .containsEntry("scope", "mail offline");
        Map<String, String> sent = server.requests().getFirst();
        assertThat(sent)
                .containsEntry("grant_type", "authorization_code")
                .containsEntry("code", "4/abc")
                .containsEntry("redirect_uri", SignIn.REDIRECT);
        byte[] verifier =
                String.valueOf(sent.get("code_verifier")).getBytes(StandardCharsets.US_ASCII);
        assertThat(asked.get("code_challenge"))
                .isEqualTo(
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(
                                        MessageDigest.getInstance("SHA-256").digest(verifier)));
    }

    @Test
    void addressOfAnotherSignInShouldBeRefused() {
        assertThatThrownBy(() -> byAddress(_ -> SignIn.REDIRECT + "?state=other&code=4"))
                .hasMessageContaining("begin again");
        assertThatThrownBy(() -> byAddress(_ -> null)).hasMessageContaining("begin again");
        said.clear();
        assertThatThrownBy(() ->
                        byAddress(link ->
                                SignIn.REDIRECT
                                        + "?error=access_denied&state="
                                        + query(link).get("state")))
                .hasMessageContaining("declined (access_denied)");
        assertThat(server.requests()).isEmpty();
        assertThat(file()).doesNotExist();
    }
}
