package org.tickler.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;
import org.tickler.config.WebSettings;
import org.tickler.feed.FeedLinks;
import org.tickler.feed.Feeds;
import org.tickler.outbox.Tokens;
import org.tickler.people.People;
import org.tickler.support.TestDatabase;
import org.tickler.task.TaskPlugin;
import org.tickler.watch.HealthRules;
import org.tickler.web.Web;

/**
 * Measures how long a calendar program waits for a feed of many tasks, over HTTP and from a real
 * database: the whole of it, and the answer that nothing has changed.
 */
final class Feed {
    private static final int TASKS = 10_000;
    private static final int WARM_UP = 15;
    private static final int ROUNDS = 31;

    private static final String FILL =
            """
            insert into person (name, role, zone, created_at) values ('Lee Example', 'owner', 'Europe/Berlin', now());
            insert into task (owner_id, title, fingerprint, state, assignee_id, due_date, due_time, follow_up, created_at, changed_at)
            select 1, 'Send the list of questions about pilot no. ' || i || ' to the suppliers', 'x' || i, 'open', 1,
                date '2026-01-01' + i %% 365, case when i %% 3 = 0 then time '10:00' end, i %% 3 = 0,
                timestamptz '2025-12-01Z', timestamptz '2025-12-01Z' + i * interval '1 s'
            from generate_series(1, %d) i;
            insert into calendar_event (task_id, uid, starts_at, ends_at, tentative, summary, state, created_at, changed_at)
            select id, 'event-' || id || '@example.org', due_date + due_time, due_date + due_time + interval '1 h', false, title,
                'active', created_at, changed_at
            from task where follow_up;
            analyze
            """;

    private final HttpClient client = HttpClient.newHttpClient();

    public static void main(String[] args) throws IOException, InterruptedException {
        new Feed().run(Contest.argument(args, 0, TASKS));
    }

    private void run(int tasks) throws IOException, InterruptedException {
        InstantSource clock = InstantSource.system();
        try (TestDatabase database = TestDatabase.create()) {
            Jdbi jdbi = database.jdbi().installPlugin(new TaskPlugin());
            jdbi.useHandle(handle -> handle.createScript(FILL.formatted(tasks)).execute());
            var feeds = new Feeds(jdbi, clock, Tokens.open(jdbi, clock), "");
            FeedLinks links =
                    jdbi.inTransaction(handle ->
                            feeds.open(handle, new People(handle).owner().orElseThrow().id()));
            var settings = new WebSettings(true, "127.0.0.1", 0);
            try (var web =
                    new Web(settings, jdbi, clock, HealthRules.usual(List.of()), feeds, null)) {
                web.start();
                URI base = URI.create(web.address());
                measure("events.ics", base.resolve(links.events()));
                measure("tasks.ics", base.resolve(links.tasks()));
            }
        }
        System.exit(0);
    }

    private void measure(String name, URI feed) throws IOException, InterruptedException {
        HttpResponse<byte[]> first = get(feed, "");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        for (int i = 0; i < WARM_UP; i++) {
            get(feed, "");
        }
        String whole = times(feed, "", 200);
        String unchanged = times(feed, tag, 304);
        System.out.printf(
                Locale.ROOT,
                "%s: %,d kB, whole %s, unchanged %s%n",
                name,
                first.body().length / 1024,
                whole,
                unchanged);
    }

    private String times(URI feed, String tag, int status)
            throws IOException, InterruptedException {
        var millis = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            if (get(feed, tag).statusCode() != status) {
                throw new IllegalStateException("the feed did not answer " + status);
            }
            millis[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(millis);
        return "%.0f ms (slowest %.0f)".formatted(millis[ROUNDS / 2], millis[ROUNDS - 1]);
    }

    private HttpResponse<byte[]> get(URI feed, String tag)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(feed);
        if (!tag.isEmpty()) {
            request.header("If-None-Match", tag);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
