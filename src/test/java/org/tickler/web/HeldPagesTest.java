package org.tickler.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.tickler.bounce.Addresses;
import org.tickler.bounce.Failure;
import org.tickler.guard.Hold;
import org.tickler.guard.Holds;
import org.tickler.guard.OutboxWaiting;
import org.tickler.mail.EmailAddress;

/** The buttons that let mail leave: only by a form of ours, only once. */
class HeldPagesTest {
    private static final EmailAddress ANA = new EmailAddress("ana@example.org");

    @AutoClose private final Site site = Site.open();
    private final Holds holds =
            new Holds(site.database.jdbi(), site.clock, List.of(new OutboxWaiting()));

    private void hold() {
        holds.hold(Hold.Reason.ASKED, "Somebody asked for it.");
    }

    private String state(long mail) {
        return site.database
                .jdbi()
                .withHandle(handle ->
                        handle.select("select state from outbox where id = ?", mail)
                                .mapTo(String.class)
                                .one());
    }

    private Map<String, String> form(String button, String value) {
        var form = new HashMap<String, String>();
        form.put("nonce", site.page("/held").expectFirst("input[name=nonce]").val());
        form.put(button, value);
        return form;
    }

    @Test
    void whatIsHeldShouldBeListedWithItsReasonAndButtonsOnlyThen() {
        Document before = site.page("/held");
        assertThat(before.text()).contains("Nothing is held");
        assertThat(before.select("form")).isEmpty();
        assertThat(site.page("/").select("a[href=/held]")).isEmpty();
        hold();
        for (String path : List.of("/", "/mail")) {
            assertThat(site.page(path).expectFirst("main > [role=status]").text())
                    .as(path)
                    .startsWith("Nothing leaves. Somebody asked for it.");
        }
        Document page = site.page("/held");
        assertThat(page.text())
                .contains("Nothing leaves. Somebody asked for it.")
                .contains("[T-1] Send Ana the list of questions", "to lee@example.org");
        assertThat(page.select("form[method=post][action=/held] button")).hasSize(2);
        assertThat(page.select("script")).isEmpty();
    }

    @Test
    void releaseShouldLetItLeave() {
        hold();
        var answer = site.post("/held", form("what", "send"));
        assertThat(site.page("/held").text()).contains("Nothing is held");
        assertThat(answer.statusCode()).isIn(200, 303);
        assertThat(holds.current()).isEmpty();
        assertThat(state(3)).isEqualTo("ready");
    }

    @Test
    void whatWaitsShouldBeGivenUpIfAskedFor() {
        hold();
        site.post("/held", form("what", "drop"));
        assertThat(holds.current()).isEmpty();
        assertThat(state(3)).isEqualTo("dropped");
    }

    @Test
    void aFormShouldActOnceAndOnlyIfItIsOurs() {
        hold();
        Map<String, String> form = form("what", "send");
        var elsewhere = site.post("/held", form, "Sec-Fetch-Site", "cross-site");
        assertThat(elsewhere.statusCode()).isEqualTo(403);
        assertThat(site.post("/held", Map.of("what", "send", "nonce", "made-up")).statusCode())
                .isEqualTo(403);
        assertThat(site.post("/held", Map.of("what", "send")).statusCode()).isEqualTo(403);
        assertThat(holds.current()).isPresent();
        site.post("/held", form);
        assertThat(holds.current()).isEmpty();
        hold();
        site.post("/held", form);
        assertThat(holds.current()).as("the same form again").isPresent();
    }

    @Test
    void aLinkShouldReleaseNothing() {
        hold();
        String nonce = site.page("/held").expectFirst("input[name=nonce]").val();
        site.get("/held?what=send&nonce=" + nonce);
        assertThat(site.get("/held/address?address=" + ANA + "&nonce=" + nonce).statusCode())
                .isIn(404, 405);
        assertThat(holds.current()).isPresent();
    }

    @Test
    void aStoppedAddressShouldBeWrittenToAgainAfterItsButton() {
        site.database
                .jdbi()
                .useTransaction(handle ->
                        Addresses.failed(
                                handle,
                                ANA,
                                Failure.HARD,
                                "550 5.1.1 no such user",
                                true,
                                site.clock.instant()));
        assertThat(site.page("/held").text()).contains("ana@example.org", "no such user");
        site.post("/held/address", form("address", "ana@example.org"));
        assertThat(site.database.jdbi().withHandle(Addresses::stopped)).isEmpty();
        assertThat(site.page("/held").text()).contains("None: mail has come back from no address");
    }

    @Test
    void mailInDoubtShouldBeCountedAndShownWithHowItEnded() {
        assertThat(site.page("/mail").select("#doubts")).isEmpty();
        site.database
                .jdbi()
                .useHandle(handle -> {
                    handle.execute(
                            "update outbox set doubts = 1, doubt_outcome = 'found' where id = 1");
                    handle.execute("update outbox set doubts = 2 where id = 3");
                });
        Document page = site.page("/mail");
        assertThat(page.expectFirst("#doubts").text()).isEqualTo("Maybe sent 2");
        var lines = page.select("section[aria-labelledby=doubts] li");
        assertThat(lines.eachText())
                .satisfiesExactly(
                        first ->
                                assertThat(first)
                                        .contains("[T-1] Send Ana", "2 times", "is looked for"),
                        second -> assertThat(second).contains("It had left: a copy"));
    }
}
