package org.tickler.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.tickler.http.ExchangeFailure.Kind;
import org.tickler.support.FakeHttp;

/** What a server can do to whoever asks it. */
class BoundedExchangeTest {
    private static final int LARGEST = 10;

    @AutoClose private final FakeHttp server = new FakeHttp(this::answer);

    private void answer(HttpExchange exchange) throws java.io.IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/short" -> FakeHttp.send(exchange, 404, "0123456789");
            case "/long" -> FakeHttp.send(exchange, 200, "0123456789a");
            case "/away" -> {
                exchange.getResponseHeaders().set("Location", server.url("short").toString());
                FakeHttp.send(exchange, 307, "");
            }
            default -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write('0');
                exchange.getResponseBody().flush();
                server.hang();
            }
        }
    }

    private static HttpResponse<byte[]> ask(Duration timeout, URI address) throws ExchangeFailure {
        try (var http = new BoundedExchange(timeout, LARGEST, null)) {
            return http.send(HttpRequest.newBuilder(address).build());
        }
    }

    private static Kind failure(Duration timeout, URI address) {
        try {
            ask(timeout, address);
        } catch (ExchangeFailure failure) {
            return failure.kind();
        }
        throw new AssertionError("it was answered");
    }

    @Test
    void wholeAnswerShouldBeGivenWhateverItsStatus() throws ExchangeFailure {
        HttpResponse<byte[]> answer = ask(Duration.ofMinutes(1), server.url("short"));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).hasSize(LARGEST);
    }

    @Test
    void redirectShouldNotBeFollowed() throws ExchangeFailure {
        assertThat(ask(Duration.ofMinutes(1), server.url("away")).statusCode()).isEqualTo(307);
    }

    @Test
    void longerAnswerShouldBeBrokenOff() {
        assertThat(failure(Duration.ofMinutes(1), server.url("long"))).isEqualTo(Kind.BROKEN_OFF);
    }

    @Test
    void answerThatNeverEndsShouldTimeOut() {
        assertThat(failure(Duration.ofMillis(300), server.url("drip"))).isEqualTo(Kind.TIMED_OUT);
    }

    @Test
    void serverThatIsNotThereShouldBeUnreachable() {
        URI gone = server.url("short");
        server.close();
        assertThat(failure(Duration.ofMinutes(1), gone)).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void whoeverIsToldToStopShouldWaitNoLonger() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> ask(Duration.ofMinutes(1), server.url("drip")))
                .isInstanceOfSatisfying(
                        ExchangeFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.INTERRUPTED));
        assertThat(Thread.interrupted()).isTrue();
    }
}
