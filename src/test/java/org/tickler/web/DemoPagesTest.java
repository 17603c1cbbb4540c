package org.tickler.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DemoPagesTest {
    private final Site site = Site.demo();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void everyPageShouldSayThatItIsADemo() {
        assertThat(site.page("/").expectFirst(".banner").text()).contains("This is a demo");
        assertThat(site.page("/").select("nav a[href=/demo]")).hasSize(1);
    }

    @Test
    void mailboxesShouldLeadToTheirMails() {
        Document boxes = site.page("/demo");
        assertThat(boxes.select(".boxes a").eachAttr("href"))
                .containsExactly("/demo/lee", "/demo/ana");

        Document box = site.page("/demo/lee");
        assertThat(box.select(".inbox a").eachText())
                .containsExactly(
                        "[T-4] Ana Ruiz to visit San Francisco", "3 new tasks from “Weekly sync”");
        String second = box.select(".inbox a").get(1).attr("href");
        assertThat(site.page(second).expectFirst("pre").text()).startsWith("1. Send Ana");
        assertThat(site.page("/demo/ana").text()).contains("No mail yet.");
    }

    @Test
    void aMailShouldBeTextAndItsHtmlShouldStayInASandbox() {
        Document page = site.page("/demo/lee/2");
        assertThat(page.select("script")).isEmpty();
        assertThat(page.expectFirst("pre").text()).contains("<script>alert(1)</script>");
        assertThat(page.expectFirst("iframe").attr("sandbox")).isEmpty();
        assertThat(page.expectFirst("iframe").attr("src")).isEqualTo("/demo/lee/2/html");

        var html = site.get("/demo/lee/2/html");
        assertThat(html.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("sandbox; default-src 'none';")
                .contains("frame-ancestors 'self'");
        assertThat(html.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void anAnswerShouldBeSentOnce() {
        String nonce = nonce("/demo/lee/2");
        var form = Map.of("nonce", nonce, "text", " 2 friday & thanks ");

        var first = site.post("/demo/lee/2/answer", form);
        var second = site.post("/demo/lee/2/answer", form);

        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(first.headers().firstValue("Location")).hasValue("/demo/lee/2?answered=sent");
        assertThat(second.statusCode()).isEqualTo(303);
        assertThat(site.desk.asked).containsExactly("answer lee 2 2 friday & thanks");
        assertThat(site.page("/demo/lee/2?answered=sent").expectFirst("[role=status]").text())
                .startsWith("Your answer was sent.");
    }

    @Test
    void aQuickButtonShouldAnswerWithItsWord() {
        site.post(
                "/demo/lee/1/answer",
                Map.of("nonce", nonce("/demo/lee/1"), "text", "", "quick", "not mine"));

        assertThat(site.desk.asked).containsExactly("answer lee 1 not mine");
    }

    @Test
    void anInvitationShouldBeAccepted() {
        var response =
                site.post(
                        "/demo/lee/2/invitation",
                        Map.of("nonce", nonce("/demo/lee/2"), "answer", "accepted"));

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(site.desk.asked).containsExactly("invitation lee 2 ACCEPTED");
    }

    @Test
    void theClockShouldMoveToTheNextReminder() {
        assertThat(site.page("/demo").expectFirst(".clock").text())
                .contains("It is Wed 4 Mar, 21:30")
                .contains("To the next reminder, Mon 9 Mar, 08:00");

        var response =
                site.post(
                        "/demo/clock",
                        Map.of("nonce", nonce("/demo"), "step", "reminder", "back", "/demo/lee"));

        assertThat(response.headers().firstValue("Location")).hasValue("/demo/lee");
        assertThat(site.desk.asked).containsExactly("clock PT105H30M");
    }

    @Test
    void aFormFromElsewhereShouldDoNothing() {
        var forged = site.post("/demo/clock", Map.of("nonce", "guess", "step", "day"));
        var other =
                site.post(
                        "/demo/clock",
                        Map.of("nonce", nonce("/demo"), "step", "day"),
                        "Sec-Fetch-Site",
                        "cross-site");
        var bare = site.post("/demo/lee/2/answer", Map.of("text", "done"));

        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(bare.statusCode()).isEqualTo(403);
        assertThat(site.desk.asked).isEmpty();
    }

    @Test
    void theWayBackShouldNotLeadElsewhere() {
        var response =
                site.post(
                        "/demo/clock",
                        Map.of(
                                "nonce",
                                nonce("/demo"),
                                "step",
                                "hour",
                                "back",
                                "https://evil.example/"));

        assertThat(response.headers().firstValue("Location")).hasValue("/demo");
    }

    @Test
    void readingShouldChangeNothing() {
        site.page("/demo");
        site.get("/demo/clock?step=day");
        site.get("/demo/lee/2/answer?text=done");
        site.get("/demo/lee/2/invitation?answer=accepted");

        assertThat(site.desk.asked).isEmpty();
    }

    private String nonce(String path) {
        return site.page(path).expectFirst("input[name=nonce]").val();
    }
}
