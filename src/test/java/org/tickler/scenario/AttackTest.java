package org.tickler.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tickler.mail.EmailAddress;
import org.tickler.people.Person;
import org.tickler.people.PersonStore;
import org.tickler.task.Task;

/**
 * Mails that try to change a task without the right to: each leaves every task as it is, at most
 * one line in the history, and at most one mail, to the owner. A fixture's first line says how
 * much.
 */
class AttackTest {
    private static final Path ATTACKS = Path.of("src/test/resources/org/tickler/scenario/attacks");
    private static final Pattern EXPECTED = Pattern.compile("X-Expect: lines=(\\d) mails=(\\d)\\n");
    private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z-]+)\\}");

    private static Desk desk;
    private static final Map<String, String> VALUES = new HashMap<>();

    /** An open task of Lee's, one that Ana owes and was nudged for, and a hold in the calendar. */
    @BeforeAll
    static void busyDesk() {
        desk = new Desk();
        desk.receive(
                desk.mail(
                        new EmailAddress("notes@recorder.example"),
                        "Your meeting notes",
                        LoopTest.NOTE));
        desk.answer(desk.last("proposal"), Desk.LEE, "1 2 yes");
        desk.answer(desk.last("invitation"), Desk.LEE, "nudge ana@client.example");
        desk.answer(desk.last("proposal"), Desk.LEE, "1 priority low");
        Desk.Sent mail = desk.last("receipt");
        Desk.Sent nudge = desk.last("nudge");
        String to = address(mail);
        VALUES.put("to", to);
        VALUES.put("to-upper", to.toUpperCase(Locale.ROOT));
        String sealed = to.substring(0, to.indexOf('@') - 1);
        char last = to.charAt(to.indexOf('@') - 1);
        VALUES.put(
                "to-changed", sealed + (last == 'a' ? 'e' : 'a') + to.substring(to.indexOf('@')));
        VALUES.put("to-other", to.replaceFirst("\\+r\\d+", "+r" + nudge.id()));
        VALUES.put("to-key", to.replaceFirst("\\.k\\d+", ".k99"));
        VALUES.put("id", Objects.toString(mail.mail().messageId()));
        VALUES.put("subject", mail.mail().subject());
        VALUES.put("ana-to", address(nudge));
        VALUES.put("ana-id", Objects.toString(nudge.mail().messageId()));
        VALUES.put("instance", mail.mail().headers().first("X-Tickler-Loop").orElseThrow().strip());
        VALUES.put("uid", text("select uid from calendar_event where state = 'active'"));
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    private static String address(Desk.Sent mail) {
        return mail.mail().replyTo().getFirst().address().value();
    }

    private static String text(String sql) {
        return desk.database
                .jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(String.class).one());
    }

    static Stream<String> attacks() throws IOException {
        try (var files = Files.list(ATTACKS)) {
            return files
                    .map(file -> file.getFileName().toString().replace(".eml", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    /** What must stay as it is. */
    private record State(List<Task> tasks, List<String> approved, String pauses, String events) {
        static State now() {
            List<Person> people =
                    desk.database.jdbi().withExtension(PersonStore.class, PersonStore::all);
            return new State(
                    desk.tasks(),
                    people.stream()
                            .flatMap(person -> person.approved().stream())
                            .map(EmailAddress::value)
                            .sorted()
                            .toList(),
                    text("select coalesce(string_agg(paused_until::text, ' '), '') from person"),
                    text(
                            "select string_agg(e::text || a::text, ' ' order by a.address) from calendar_event e"
                                    + " join event_attendee a on a.event_id = e.id and a.state <> 'pending'"));
        }
    }

    private static long lines() {
        return Long.parseLong(text("select count(*) from task_history"));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void attackShouldChangeNothing(String name) throws IOException {
        desk.clock.advance(Duration.ofDays(2));
        VALUES.put("name", name);
        VALUES.put("date", desk.date());
        String file = Files.readString(ATTACKS.resolve(name + ".eml"));
        Matcher expected = EXPECTED.matcher(file);
        assertThat(expected.lookingAt()).isTrue();
        String raw =
                PLACE.matcher(file.substring(expected.end()))
                        .replaceAll(place -> Matcher.quoteReplacement(VALUES.get(place.group(1))));
        State before = State.now();
        long lines = lines();
        int mails = desk.sent().size();

        desk.receive(raw);

        assertThat(State.now()).isEqualTo(before);
        assertThat(lines() - lines).as("lines in the history").isEqualTo(number(expected, 1));
        List<Desk.Sent> answers = desk.sent().subList(mails, desk.sent().size());
        assertThat(answers).as("mails").hasSize(number(expected, 2));
        assertThat(answers).allMatch(mail -> mail.recipient().equals(Desk.LEE.value()));
        assertThat(answers).extracting(Desk.Sent::kind).isSubsetOf("notice", "question");
    }

    private static int number(Matcher expected, int group) {
        return Integer.parseInt(expected.group(group));
    }
}
