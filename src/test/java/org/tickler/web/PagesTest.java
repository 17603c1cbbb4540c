package org.tickler.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    @AutoClose private static final Site SITE = Site.open();

    @Test
    void theOverviewShouldSortTasksIntoSectionsByTheOwnersDay() {
        Document page = SITE.page("/");

        // In UTC it is Thursday already, and T-2 would be overdue.
        assertThat(page.expectFirst("h1").text()).isEqualTo("Wednesday 4 March");
        assertThat(ids(page, "#overdue")).containsExactly("T-5", "T-1");
        assertThat(ids(page, "#open")).containsExactly("T-2", "T-3");
        assertThat(ids(page, "#waiting")).containsExactly("T-4");
        assertThat(ids(page, "#proposed")).containsExactly("T-6", "T-7");
        assertThat(page.select(".tally li").eachText())
                .containsExactly("2 Overdue", "2 Open", "1 Waiting", "2 Proposed");
        assertThat(page.select(".tally a[href=#overdue]")).hasSize(1);
        try (Site empty = Site.empty()) {
            assertThat(empty.page("/").select(".tally li, .tally a")).hasSize(4);
        }
    }

    @Test
    void aRowShouldSayWhenWhoHowUrgentAndWhereFrom() {
        var row = SITE.page("/").expectFirst("#overdue .task:has(a[href=/tasks/T-5])");

        assertThat(row.expectFirst(".due").text()).isEqualTo("Fri 20 Feb");
        assertThat(row.expectFirst(".distance").text()).isEqualTo("12 days overdue");
        assertThat(row.expectFirst(".who").text()).isEqualTo("Tom <b>Baker</b>");
        assertThat(row.expectFirst(".priority").text()).isEqualTo("urgent");
        assertThat(row.expectFirst(".source").text())
                .isEqualTo(
                        "mail “Licence renewal” from tom@supplier.example, Tue 10 Feb, and 1 more");
    }

    @Test
    void aWindowShouldBeShownWithItsOpening() {
        var row = SITE.page("/").expectFirst("#proposed .task:has(a[href=/tasks/T-6])");

        assertThat(row.expectFirst(".when").text()).isEqualTo("16 to 31 Mar opens in 12 days");
    }

    @Test
    void wordsFromMailShouldNeverBecomeMarkup() {
        for (String path : List.of("/", "/tasks", "/tasks/T-2", "/tasks/T-4", "/mail")) {
            Document page = SITE.page(path);
            assertThat(page.select("script, lunch, early, b:contains(Baker)")).as(path).isEmpty();
        }
        assertThat(SITE.page("/mail").text()).contains("<script>alert(1)</script>");
    }

    @Test
    void aTaskShouldShowItsSourcesCalendarRemindersMailsAndHistory() {
        Document page = SITE.page("/tasks/T-4");

        assertThat(page.expectFirst(".facts").text())
                .contains("Due Tue 10 Mar, 14:30 (“on the 10th at half past two”)")
                .contains("Assignee Ana Ruiz");
        assertThat(page.expectFirst("blockquote").text()).endsWith("meet the team. @Ana Ruiz");
        assertThat(page.expectFirst("figcaption").text())
                .isEqualTo("note “Weekly sync”, Mon 2 Mar, line 16");
        assertThat(page.expectFirst(".event").text())
                .contains("Tue 10 Mar, 14:30 to 15:30 in the calendar")
                .contains("Ana Ruiz: accepted, “See you there”")
                .contains("Lee Park: no answer yet");
        assertThat(page.select("section[aria-labelledby=reminders] li").eachText())
                .containsExactly(
                        "Mon 9 Mar, 08:00 to Lee Park, ahead of it",
                        "Tue 10 Mar, 08:00 to Lee Park, because somebody owes it");
        assertThat(page.expectFirst(".letters").text()).contains("550 5.1.1 no such user");
    }

    @Test
    void theHistoryShouldTellInWordsWhatChangedAndWhy() {
        var lines = SITE.page("/tasks/T-4").select(".history > li");

        assertThat(lines.eachText())
                .containsExactly(
                        "Note by Ana Ruiz, Wed 4 Mar, 03:00 I take the <early> flight."
                                + " on the page",
                        "Due changed by Lee Park, Tue 3 Mar, 10:00 due: none → Tue 10 Mar, 14:30"
                                + " (“on the 10th at half past two”) mail “Re: [Tickler] 3 new"
                                + " tasks” command “3 10 march 2:30pm” sender recognised by token"
                                + " and DMARC",
                        "Confirmed by Lee Park, Tue 3 Mar, 10:00 state: proposed → waiting mail"
                                + " “Re: [Tickler] 3 new tasks” command “3 yes” sender recognised"
                                + " by token and DMARC",
                        "Found by Tickler, Mon 2 Mar, 09:00 state: proposed assignee: Ana Ruiz"
                                + " mail “Weekly sync”");
    }

    @Test
    void theSearchShouldFindByStateAndByWordsOfTaskOrSource() {
        assertThat(ids(SITE.page("/tasks?state=done"), "main")).containsExactly("T-8");
        assertThat(ids(SITE.page("/tasks?state=overdue"), "main")).containsExactly("T-5", "T-1");
        assertThat(ids(SITE.page("/tasks?state=overdue&q=licence"), "main")).containsExactly("T-5");
        assertThat(ids(SITE.page("/tasks?q=LICENCE"), "main")).containsExactly("T-5", "T-7");
        assertThat(ids(SITE.page("/tasks?q=room+%26+order"), "main")).containsExactly("T-2");
        assertThat(ids(SITE.page("/tasks?state=proposed&q=licence"), "main"))
                .containsExactly("T-7");
        assertThat(ids(SITE.page("/tasks?q=100%25"), "main")).isEmpty();
    }

    @Test
    void theSearchShouldKeepWhatWasAsked() {
        Document page = SITE.page("/tasks?state=done&q=%22%3E%3Cscript%3E");

        assertThat(page.expectFirst("input[name=q]").val()).isEqualTo("\"><script>");
        assertThat(page.expectFirst("option[selected]").val()).isEqualTo("done");
        assertThat(page.select("script")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tasks?state=nonsense",
                "/tasks?page=-1",
                "/tasks?page=99999999999",
                "/tasks?q=%00",
                "/tasks?q=",
                "/tasks?unknown=1"
            })
    void oddQuestionsShouldStillGetAPage(String path) {
        assertThat(SITE.get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void theMailPageShouldShowPollsOutboxAndQuarantine() {
        Document page = SITE.page("/mail");

        assertThat(page.expectFirst("section[aria-labelledby=polls]").text())
                .contains("office last read 1 minute ago")
                .contains("archive last read 80 minutes ago It failed: the server closed");
        assertThat(page.expectFirst("section[aria-labelledby=outbox]").text())
                .contains("The server said: 550 5.1.1 no such user")
                .contains("next try in 10 minutes");
        assertThat(page.expectFirst("section[aria-labelledby=quarantine]").text())
                .contains("no. 3")
                .contains("nested 200 levels deep");
        assertThat(page.expectFirst("section[aria-labelledby=received]").select("li"))
                .hasSize(4)
                .anySatisfy(one ->
                        assertThat(one.text())
                                .contains(
                                        "read Re: [Tickler] 3 new tasks answer from lee@example.org",
                                        "applied"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tasks/T-99",
                "/tasks/99999999999999999999",
                "/tasks/x",
                "/tasks/T-1/more",
                "/nothing",
                "/demo",
                "/demo/lee"
            })
    void whatIsNotThereShouldBeSaidKindly(String path) {
        var response = SITE.get(path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(Jsoup.parse(response.body()).expectFirst("h1").text()).startsWith("There is no");
        assertThat(response.body()).doesNotContain("Exception", "helidon", "at org.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/tasks",
                "/tasks/T-1",
                "/mail",
                "/nothing",
                "/health",
                "/metrics",
                "/assets/tickler.css"
            })
    void everyAnswerShouldCarryTheHeadersThatKeepItSafe(String path) {
        var headers = SITE.get(path).headers();

        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                .isEqualTo(
                        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
                                + " frame-ancestors 'none'; base-uri 'none'");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(headers.firstValue("X-Robots-Tag")).hasValue("noindex, nofollow");
        assertThat(headers.firstValue("Date")).hasValue("Thu, 5 Mar 2026 02:30:00 GMT");
        assertThat(headers.firstValue("Cache-Control"))
                .hasValue(path.startsWith("/assets") ? "no-cache" : "no-store");
    }

    @Test
    void pagesShouldNeedNothingThatThePolicyForbids() {
        for (String path : List.of("/", "/tasks", "/tasks/T-4", "/mail", "/nothing")) {
            Document page = Jsoup.parse(SITE.get(path).body());
            assertThat(page.select("script, style, [style], [onclick], iframe")).as(path).isEmpty();
            assertThat(page.select("[src^=http], link[href^=http]")).as(path).isEmpty();
            assertThat(page.select("html[lang=en], main, h1, title")).as(path).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/tasks/T-1", "/health", "/metrics"})
    void pagesShouldOnlyBeRead(String path) {
        var response =
                SITE.send(
                        HttpRequest.newBuilder(SITE.url(path))
                                .POST(BodyPublishers.ofString("state=done")));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }

    @Test
    void headShouldAnswerAsGetWithoutTheBody() {
        var response = SITE.send(HttpRequest.newBuilder(SITE.url("/tasks")).HEAD());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("text/html; charset=utf-8");
    }

    @Test
    void longRequestsShouldBeRefused() {
        // A server that refuses while more is still coming has to close, and its answer may be lost
        // on the way: the line is little too long, and the body is asked for before it is sent.
        assertThat(SITE.get("/tasks?q=" + "a".repeat(4_200)).statusCode()).isBetween(400, 499);
        var body =
                SITE.send(
                        HttpRequest.newBuilder(SITE.url("/tasks"))
                                .expectContinue(true)
                                .POST(BodyPublishers.ofString("a".repeat(200_000))));
        assertThat(body.statusCode()).isBetween(400, 499);
    }

    @Test
    void anUnchangedStyleSheetShouldNotBeSentAgain() {
        String tag = SITE.get("/assets/tickler.css").headers().firstValue("ETag").orElseThrow();

        var again =
                SITE.send(
                        HttpRequest.newBuilder(SITE.url("/assets/tickler.css"))
                                .header("If-None-Match", tag));

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void anEmptyTrackerShouldSayWhatWillHappen() {
        try (Site site = Site.empty()) {
            assertThat(site.page("/").expectFirst(".lead").text()).startsWith("Nothing to do.");
            assertThat(site.page("/mail").text()).contains("No mailbox has been read yet.");
        }
    }

    private static List<String> ids(Document page, String section) {
        return page.select(section + " .task .id").eachText();
    }
}
