package org.tickler.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tickler.feed.FeedLinks;
import org.tickler.people.People;
import org.tickler.people.Person;
import org.tickler.task.TaskStore;

class FeedPagesTest {
    private static Site site;

    private FeedLinks links;

    @BeforeAll
    static void open() {
        site = Site.open();
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @BeforeEach
    void renew() {
        links =
                site.database
                        .jdbi()
                        .withHandle(handle ->
                                site.feeds.renew(
                                        handle, new People(handle).owner().orElseThrow().id()));
    }

    @Test
    void followUpsAndDuesShouldBeEventsAndEverythingATask() {
        String events = site.get(links.events()).body();
        String tasks = site.get(links.tasks()).body();

        assertThat(events)
                .startsWith("BEGIN:VCALENDAR\r\n")
                .contains("REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H")
                .contains("BEGIN:VEVENT", "SUMMARY:")
                .doesNotContain("BEGIN:VTODO", "ATTENDEE", "ORGANIZER");
        assertThat(tasks).contains("BEGIN:VTODO").doesNotContain("BEGIN:VEVENT");
        assertThat(site.get(links.events()).headers().firstValue("Content-Type"))
                .hasValue("text/calendar; charset=utf-8");
    }

    @Test
    void anUnchangedFeedShouldNotBeSentAgain() {
        HttpResponse<String> first = site.get(links.tasks());
        String tag = first.headers().firstValue("ETag").orElseThrow();
        site.clock.advance(Duration.ofMinutes(7));

        HttpResponse<String> second = known(links.tasks(), "\"other\", W/" + tag);

        assertThat(tag).startsWith("\"").endsWith("\"");
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(second.headers().firstValue("ETag")).hasValue(tag);
    }

    @Test
    void aChangeShouldBeANewFeed() {
        String tag = site.get(links.tasks()).headers().firstValue("ETag").orElseThrow();
        site.database
                .jdbi()
                .useHandle(handle ->
                        handle.execute(
                                "update task set title = title || '!', changed_at = changed_at + interval '1 s'"
                                        + " where id = (select min(id) from task where state = 'open')"));

        assertThat(known(links.tasks(), tag).statusCode()).isEqualTo(200);
    }

    @Test
    void whateverIsShownShouldEndATagThatWasConfirmedBefore() {
        for (String change :
                List.of(
                        "update task set title = title || '!' where state = 'open'",
                        "update task set state = 'dropped', finished_at = changed_at where id = (select min(id)"
                                + " from task where state = 'open')",
                        "update person set name = name || 'x'",
                        "update calendar_event set changed_at = changed_at + interval '40 d'")) {
            String tag = site.get(links.tasks()).headers().firstValue("ETag").orElseThrow();
            assertThat(known(links.tasks(), tag).statusCode()).isEqualTo(304);
            assertThat(known(links.tasks(), tag).statusCode()).isEqualTo(304);
            site.database.jdbi().useHandle(handle -> handle.execute(change));

            assertThat(known(links.tasks(), tag).statusCode()).as(change).isEqualTo(200);
        }
    }

    @Test
    void headShouldTellTheTagWithoutTheContent() {
        HttpResponse<String> head =
                site.send(
                        HttpRequest.newBuilder(site.url(links.events()))
                                .method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("ETag"))
                .isEqualTo(site.get(links.events()).headers().firstValue("ETag"));
        assertThat(head.body()).isEmpty();
    }

    @Test
    void aRevokedOrUnknownAddressShouldBeNoPage() {
        String unknown = links.events().replaceFirst("feed/[a-z2-7]{8}", "feed/aaaaaaaa");

        assertThat(site.get(links.events()).statusCode()).isEqualTo(200);
        assertThat(site.get(unknown).statusCode()).isEqualTo(404);
        assertThat(site.get("/feed/x/events.ics").statusCode()).isEqualTo(404);
        assertThat(site.get(links.events().replace("events", "other")).statusCode()).isEqualTo(404);

        FeedLinks old = links;
        renew();
        assertThat(site.get(old.events()).statusCode()).isEqualTo(404);

        site.database
                .jdbi()
                .useHandle(handle -> {
                    Person owner = new People(handle).owner().orElseThrow();
                    assertThat(site.feeds.links(handle, owner.id())).hasValue(links);
                    site.feeds.revoke(handle, owner.id());
                    assertThat(site.feeds.links(handle, owner.id())).isEmpty();
                });
        assertThat(site.get(links.events()).statusCode()).isEqualTo(404);
    }

    @Test
    void theAddressShouldNotStandInTheDatabase() {
        String token = links.events().split("/")[2];
        String row =
                site.database
                        .jdbi()
                        .withHandle(handle ->
                                handle.createQuery("select f::text from feed f")
                                        .mapTo(String.class)
                                        .one());

        assertThat(row).doesNotContain(token);
    }

    @Test
    void whatIsOnlyProposedShouldStayOut() {
        long proposed =
                site.database
                        .jdbi()
                        .withHandle(handle ->
                                handle.attach(TaskStore.class).recent(100).stream()
                                        .filter(task -> task.state().word().equals("proposed"))
                                        .filter(task ->
                                                site.get(links.tasks())
                                                        .body()
                                                        .contains(
                                                                "DESCRIPTION:" + task.id() + "\\,"))
                                        .count());

        assertThat(proposed).isZero();
    }

    private static HttpResponse<String> known(String path, String tags) {
        return site.send(HttpRequest.newBuilder(site.url(path)).header("If-None-Match", tags));
    }
}
