package org.tickler.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tickler.people.People;

class CalendarPagesTest {
    @AutoClose private static final Site SITE = Site.open();

    @Test
    void aMonthShouldShowEventsWithAnswersAndDues() {
        Document page = SITE.page("/calendar?month=2026-03");

        assertThat(page.expectFirst("h1").text()).isEqualTo("March 2026");
        assertThat(page.select(".day")).hasSize(42);
        assertThat(page.expectFirst(".today time").attr("datetime")).isEqualTo("2026-03-04");
        var visit = page.expectFirst(".day:has(time[datetime=2026-03-10]) .item.event");
        assertThat(visit.expectFirst("a").attr("href")).isEqualTo("/tasks/T-4");
        assertThat(visit.expectFirst(".time").text()).isEqualTo("14:30");
        assertThat(visit.select(".guests li").eachText())
                .containsExactly("✓ Ana Ruiz: accepted", "? Lee Park: no answer yet");
        assertThat(page.select(".day:has(time[datetime=2026-03-02]) .item.due.overdue a").text())
                .startsWith("Send Ana");
    }

    @Test
    void aWeekShouldShowItsSevenDays() {
        Document page = SITE.page("/calendar?week=2026-03-10");

        assertThat(page.expectFirst("h1").text()).isEqualTo("9 to 15 March 2026");
        assertThat(page.select(".day")).hasSize(7);
        assertThat(page.select(".item.event")).hasSize(1);
    }

    @Test
    void aMonthShouldShowAFewThingsOfAFullDayAndTheWeekAllOfThem() {
        try (Site site = Site.open()) {
            site.database
                    .jdbi()
                    .useHandle(handle ->
                            handle.execute(
                                    """
                                    insert into task (id, owner_id, title, fingerprint, state, due_date,
                                        priority, created_at, changed_at)
                                    overriding system value
                                    select 100 + n, owner_id, 'Call ' || n, fingerprint, 'open', date '2026-03-20',
                                        priority, created_at, changed_at
                                    from task, generate_series(1, 25) n where task.id = 1
                                    """));
            String day = ".day:has(time[datetime=2026-03-20]) ";
            Document month = site.page("/calendar?month=2026-03");
            assertThat(month.select(day + ".item")).hasSize(9);

            var more = month.expectFirst(day + ".more a");
            String week = more.attr("href");
            int all = site.page(week).select(day + ".item").size();
            assertThat(all).isGreaterThanOrEqualTo(25);
            assertThat(more.text()).isEqualTo(all - 9 + " more");
            assertThat(site.page(week).select(day + ".more")).isEmpty();
        }
    }

    @Test
    void aWeekShouldBeNamedWithItsYear() {
        assertThat(SITE.page("/calendar?week=2026-01-02").expectFirst("h1").text())
                .isEqualTo("29 December 2025 to 4 January 2026");
        assertThat(SITE.page("/calendar?week=2026-04-01").expectFirst("h1").text())
                .isEqualTo("30 March to 5 April 2026");
    }

    @Test
    void todayShouldBeALinkAwayFromAnywhereElse() {
        assertThat(SITE.page("/calendar?month=2026-05").select(".turn a[href=/calendar]"))
                .hasSize(1);
        assertThat(SITE.page("/calendar?week=2026-05-04").select(".turn a[href='/calendar?week=']"))
                .hasSize(1);
    }

    @Test
    void theAddressesOfTheFeedShouldBeShownWhileThereIsOne() {
        assertThat(SITE.page("/calendar").expectFirst(".subscribe").text())
                .contains("tickler feed prints");
        var links =
                SITE.database
                        .jdbi()
                        .withHandle(handle ->
                                SITE.feeds.open(
                                        handle, new People(handle).owner().orElseThrow().id()));
        assertThat(SITE.page("/calendar").expectFirst(".subscribe").text())
                .contains(links.events(), links.tasks());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "month=x",
                "month=2026-13",
                "week=2026-02-31",
                "week=",
                "month=99999-01",
                "week=1900-01-01"
            })
    void anySpanShouldBeAnswered(String query) {
        assertThat(SITE.page("/calendar?" + query).select(".calendar")).hasSize(1);
    }
}
