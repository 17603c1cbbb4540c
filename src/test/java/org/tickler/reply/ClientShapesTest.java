package org.tickler.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tickler.mail.MailReader;

/** Every answer must be understood from every client, with and without the sent mail at hand. */
class ClientShapesTest {
    private static final List<String> CLIENTS =
            List.of(
                    "gmail-web",
                    "gmail-web-signature",
                    "gmail-web-bottom",
                    "gmail-html-bottom",
                    "gmail-android",
                    "gmail-ios-german",
                    "outlook-classic",
                    "outlook-classic-html",
                    "outlook-plain",
                    "outlook-plain-bottom",
                    "outlook-web",
                    "outlook-new-french",
                    "outlook-ios",
                    "apple-mail-mac",
                    "apple-mail-iphone",
                    "apple-mail-iphone-html",
                    "thunderbird-bottom",
                    "thunderbird-html-bottom",
                    "thunderbird-html-top",
                    "k9",
                    "k9-header",
                    "proton",
                    "yahoo",
                    "samsung",
                    "company-disclaimer",
                    "zoho");

    /** What was answered, the answer, and what it means. */
    private record Row(String asked, String reply, String expected) {}

    private static List<Row> rows() {
        return Client.resource("replies.tsv")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .map(cells -> new Row(cells[0], cells[1].replace("⏎", "\n"), cells[2]))
                .toList();
    }

    @TestFactory
    List<DynamicTest> everyAnswerShouldBeUnderstoodFromEveryClient() {
        var tests = new ArrayList<DynamicTest>();
        for (String name : CLIENTS) {
            Client client = Client.named(name);
            for (Row row : rows()) {
                String title = name + ": " + row.reply().replace("\n", "⏎");
                tests.add(DynamicTest.dynamicTest(title, () -> check(client, row, true)));
                if (!client.needsSent()) {
                    tests.add(
                            DynamicTest.dynamicTest(
                                    title + " (sent mail unknown)",
                                    () -> check(client, row, false)));
                }
            }
        }
        return tests;
    }

    private static void check(Client client, Row row, boolean sentKnown) {
        String sent = Client.resource("sent/" + row.asked() + ".txt");
        var mail = MailReader.read(client.answer(row.reply(), sent));

        ReplyText text = ReplyText.of(mail, sentKnown ? sent : null);

        assertThat(text.text().replaceAll("\\s+", " "))
                .isEqualTo(row.reply().replaceAll("\\s+", " "));
        Asked asked = Asked.valueOf(row.asked().toUpperCase(Locale.ROOT));
        int tasks = asked == Asked.REMINDER ? 1 : 3;
        ParsedReply parsed = Shown.parse(text.text(), asked, tasks, null);
        assertThat(Shown.show(parsed)).isEqualTo(row.expected());
    }

    @Test
    void anAnswerWithoutWordsShouldSayNothing() {
        String sent = Client.resource("sent/reminder.txt");
        for (String name : CLIENTS) {
            var mail = MailReader.read(Client.named(name).answer("", sent));
            var parsed = Shown.parse(ReplyText.of(mail, sent).text(), Asked.REMINDER, 1, null);
            assertThat(parsed.commands()).as(name).isEmpty();
        }
    }
}
