package org.tickler.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tickler.mail.MailReader;
import org.tickler.support.Effort;

class ReplyTextTest {
    private static String plain(String body) {
        return ReplyText.ofPlain(body, null).text();
    }

    @Test
    void quotedWordsShouldNeverBeTyped() {
        assertThat(plain("> done")).isEmpty();
        assertThat(plain("-----Original Message-----\nFrom: Ana <a@x.example>\nSubject: x\n\ndone"))
                .isEmpty();
        assertThat(plain("On 8 Jan 2026, at 08:00, Ana <a@x.example> wrote:\n\ndone")).isEmpty();
        assertThat(plain("---------- Forwarded message ---------\nFrom: A <a@x.example>\n\ndone"))
                .isEmpty();
    }

    @Test
    void aNotesHeaderWithoutLabelsShouldBeQuoted() {
        assertThat(
                        plain(
                                "Fine.\n\n\tAna Ruiz\n\tSent by: Tom\n\t01/08/2026 08:00 AM\n\t\t \n\t\t To: Lee/ORG@ORG\n\t\t cc: \n\t\t Subject: list\n\ndone"))
                .isEqualTo("Fine.");
        assertThat(
                        plain(
                                "Fine.\nAna Ruiz@ORG on 01/08/2026 08:00:00 AM\nTo: Lee/ORG@ORG\ncc:\nSubject: list\n\ndone"))
                .isEqualTo("Fine.");
    }

    @Test
    void wrappedAttributionsShouldBeQuoted() {
        assertThat(
                        plain(
                                "yes\n\nOn Thu, Jan 8, 2026 at 8:00 AM A Very Long Name Indeed <\nana@x.example> wrote:\n\n> q"))
                .isEqualTo("yes");
        assertThat(
                        plain(
                                "ja\n\nAm Do., 8. Jan. 2026 um 08:00 Uhr schrieb Ana Ruiz <\nana@x.example\n>:\n\n> q"))
                .isEqualTo("ja");
        assertThat(
                        plain(
                                "oui\n\nLe jeu. 8 janv. 2026 à 08:00, Ana Ruiz <ana@x.example> a\nécrit :\n\n> q"))
                .isEqualTo("oui");
        assertThat(plain("ok\n\nчт, 8 янв. 2026 г. в 08:00, Ana Ruiz <ana@x.example>:\n\n> q"))
                .isEqualTo("ok");
        assertThat(plain("ok\n\n2026年1月8日(木) 8:00 Ana Ruiz <ana@x.example>:\n\n> q"))
                .isEqualTo("ok");
    }

    @Test
    void answersBetweenQuotedLinesShouldBeKept() {
        assertThat(plain("> 1. first\ndone\n> 2. second\nfriday\n")).isEqualTo("done\n\nfriday");
    }

    @Test
    void theRestOfAWrappedQuotedLineShouldBeQuoted() {
        assertThat(
                        plain(
                                "> please tell us whether the long list that we sent to you is complete and\ndone\n> with best wishes\n\nno"))
                .isEqualTo("no");
    }

    @Test
    void proseThatLooksLikeAHeaderShouldBeTyped() {
        String travel = "From: Zürich\nTo: Bern\nI take the train.";
        assertThat(plain(travel)).isEqualTo(travel);
        String prose = "On Friday we meet:\n\n- the plan\n- the costs";
        assertThat(plain(prose)).isEqualTo(prose);
        String wrote = "I read what Ana wrote: she is right.";
        assertThat(plain(wrote)).isEqualTo(wrote);
    }

    @Test
    void signaturesAndDisclaimersShouldStandApart() {
        ReplyText text =
                ReplyText.ofPlain(
                        "Done.\n\nBest regards,\nLee\n\nThis email and any files transmitted with it are confidential and intended solely\nfor the use of the individual.",
                        null);
        assertThat(text.text()).isEqualTo("Done.");
        assertThat(text.signature()).startsWith("Best regards,").contains("confidential");
        assertThat(ReplyText.ofPlain("Done.\n-- \nLee", null).signature()).isEqualTo("--\nLee");
        assertThat(plain("done\n\nVon meinem iPhone gesendet")).isEqualTo("done");
    }

    @Test
    void anInlineAnswerInAnUnmarkedQuotationShouldBeReadWhereTheSentMailIsKnown() {
        String sent = Client.resource("sent/proposal.txt");
        String body =
                "See below.\n\nFrom: Tickler <tasks@tickler.example>\nSent: Thursday, January 8, 2026 8:00 AM\n"
                        + "To: Lee <lee@example.org>\nSubject: Pilot\n\n"
                        + sent.replace("  2. Ana", "only after the trip\n  2. Ana");
        assertThat(ReplyText.ofPlain(body, sent).text())
                .isEqualTo("See below.\n\nonly after the trip");
        assertThat(plain(body)).isEqualTo("See below.");
    }

    @Test
    void ownWordsRewrappedWithoutMarkShouldBeQuoted() {
        String sent = Client.resource("sent/reminder.txt");
        String body = "friday\n\n" + sent.replace("\n", " ").replaceAll("(.{30,40}) ", "$1\n");
        assertThat(ReplyText.ofPlain(body, sent).text()).isEqualTo("friday");
    }

    @Test
    void anAnswerThatRepeatsOurExampleShouldBeTyped() {
        String sent = Client.resource("sent/proposal.txt");
        String marked = "> " + sent.strip().replace("\n", "\n> ");
        assertThat(ReplyText.ofPlain("1 3 yes\n2 @ana\nrest no\n\n" + marked, sent).text())
                .isEqualTo("1 3 yes\n2 @ana\nrest no");
    }

    @Test
    void marksPutThereByTheSenderShouldSayNothing() {
        assertThat(plain("\uE002done")).isEqualTo("done");
        assertThat(ReplyText.ofHtml("<p>\uE001done</p>", null).text()).isEqualTo("done");
    }

    @Test
    void anIndentedParagraphShouldNotBeAQuotation() {
        assertThat(
                        ReplyText.ofHtml(
                                        "<div>done</div><blockquote style=\"margin:0 0 0 40px;border:none;padding:0px\">at last</blockquote>",
                                        null)
                                .text())
                .contains("done", "at last");
    }

    @Test
    void anEmojiReactionShouldBeItsEmoji() {
        assertThat(ReplyText.of(MailReader.read(eml("reaction-gmail")), null).text())
                .isEqualTo("👍");
        assertThat(ReplyText.of(MailReader.read(eml("reaction-outlook")), null).text())
                .isEqualTo("❤");
    }

    private static byte[] eml(String name) {
        return Client.resource("reactions/" + name + ".eml")
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aLongReplyShouldBeReadFast() {
        String line =
                "On the other hand, we wrote to them: the list (see below) is From: everybody\n";
        String text = "done\n\n" + line.repeat(4_500) + "> quoted\nunquoted\n".repeat(20_000);
        String html =
                "<div>done</div>"
                        + "<blockquote type=cite>x".repeat(3_000)
                        + "<div>On y wrote:<br>".repeat(15_000);
        ReplyText.ofPlain(text, text);
        Effort.within(
                Duration.ofSeconds(8),
                () -> {
                    ReplyText.ofPlain(text, text);
                    ReplyText.ofHtml(html, "some words that were sent to them");
                });
    }
}
