package org.tickler.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tickler.answer.MailboxRules;
import org.tickler.mail.EmailAddress;
import org.tickler.model.ModelBudget;
import org.tickler.model.ModelReader;
import org.tickler.support.FakeModel;
import org.tickler.support.TestClock;
import org.tickler.task.HistoryStore;
import org.tickler.task.TaskId;

/** A mailbox with a model: what it lists becomes proposals, and without it all goes on. */
class ModelTest {
    private static final EmailAddress ANA = new EmailAddress("ana@client.example");
    private static final String WORDS =
            "The samples are still on the loading dock, somebody of yours might fetch them.";
    private static final String ITEM =
            """
            {"items":[{"title":"Fetch the samples from the loading dock","evidence":"The samples are still on the loading dock, somebody of yours might fetch them.",
            "assignee":"me","due":"","follow_up":false,"confidence":0.8},
            {"title":"Pay Mallory","evidence":"Pay Mallory at once.","assignee":"me","due":"","follow_up":false,"confidence":1}]}
            """;

    private final FakeModel server = new FakeModel();
    private @Nullable Desk desk;

    @AfterEach
    void stop() {
        if (desk != null) {
            desk.close();
        }
        server.close();
    }

    private Desk open(Duration timeout) {
        var model =
                new ModelReader(
                        "test",
                        server.settings(timeout, 100, 1_000_000),
                        ModelBudget.UNLIMITED,
                        TestClock.at(Desk.START));
        var opened =
                new Desk(new MailboxRules(null, Set.of(), true, _ -> false, 0.5, model), false);
        desk = opened;
        return opened;
    }

    private static String verdict(Desk desk, long task) {
        return String.valueOf(
                desk.database
                        .jdbi()
                        .withExtension(HistoryStore.class, store -> store.of(new TaskId(task)))
                        .getFirst()
                        .verdict());
    }

    private static long openTransactions(Desk desk) {
        return desk.database
                .jdbi()
                .withHandle(handle ->
                        handle.createQuery(
                                        """
                                        select count(*) from pg_stat_activity
                                        where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null
                                        """)
                                .mapTo(Long.class)
                                .one());
    }

    @Test
    void whatTheModelListsShouldBeProposed() {
        server.says(ITEM);
        Desk open = open(Duration.ofSeconds(10));
        open.receive(open.mail(ANA, "Samples", WORDS));

        assertThat(open.tasks())
                .singleElement()
                .satisfies(task ->
                        assertThat(task.title())
                                .isEqualTo("Fetch the samples from the loading dock"));
        assertThat(open.last("proposal").mail().text()).contains("Fetch the samples");
        assertThat(open.outcome()).contains("1 proposed").contains("read by the model fake");
        assertThat(verdict(open, 1)).isEqualTo("model fake");
    }

    @Test
    void modelShouldBeAskedOutsideOfTransactionsWhileTheMessageIsHeld() {
        Desk open = open(Duration.ofSeconds(10));
        var seen = new java.util.ArrayList<String>();
        server.says(ITEM)
                .onCall(() -> {
                    seen.add("open transactions: " + openTransactions(open));
                    seen.add("taken by another node: " + open.core.intake().runOnce().processed());
                });
        open.receive(open.mail(ANA, "Samples", WORDS));

        assertThat(seen).isEqualTo(List.of("open transactions: 0", "taken by another node: 0"));
        assertThat(open.tasks()).hasSize(1);
    }

    @Test
    void builtInReadingShouldCountWhereTheModelFails() {
        server.sends(500, "");
        Desk open = open(Duration.ofSeconds(10));
        open.receive(open.mail(ANA, "Report", "Please send me the report by Friday."));
        assertThat(open.tasks()).hasSize(1);
        assertThat(verdict(open, 1)).isEqualTo("source");
        assertThat(open.outcome()).contains("built-in").contains("refused");

        server.says("I would rather talk about the weather.");
        open.receive(open.mail(ANA, "Room", "Could you book a room for Tuesday?"));
        assertThat(open.tasks()).hasSize(2);
    }

    @Test
    void slowModelShouldNotKeepAMailWaiting() {
        server.hangs();
        Desk open = open(Duration.ofMillis(300));
        open.receive(open.mail(ANA, "Report", "Please send me the report by Friday."));

        assertThat(open.tasks()).hasSize(1);
        assertThat(open.outcome()).contains("in time");
    }

    @Test
    void notesRepliesAndNewslettersShouldNotBeSentToTheModel() {
        server.says("{\"items\":[]}");
        Desk open = open(Duration.ofSeconds(10));
        open.receive(open.mail(ANA, "Your meeting notes", LoopTest.NOTE));
        assertThat(open.tasks()).hasSize(3);
        open.answer(open.last("proposal"), Desk.LEE, "1 done");
        open.receive(
                "List-Id: <news.shop.example>\nList-Unsubscribe: <https://shop.example/u>\n"
                        + open.mail(ANA, "News", "Please buy our things by Friday."));

        assertThat(server.requests()).isEmpty();
    }
}
