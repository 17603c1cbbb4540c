package org.tickler.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailReaderTest {
    @Test
    void encodedHeadersShouldBeDecoded() {
        ParsedMail mail = Fixture.mail("encoded-headers");
        assertThat(mail.subject()).isEqualTo("Übersicht für heute");
        assertThat(mail.from())
                .containsExactly(
                        new NamedAddress("Ana Muñoz", new EmailAddress("ana@example.org")));
        assertThat(mail.to()).extracting(NamedAddress::name).containsExactly("Jürgen", "Ruiz, Ana");
        assertThat(mail.cc()).isEmpty();
        assertThat(mail.date()).isEqualTo(OffsetDateTime.parse("2026-01-12T09:30:00+01:00"));
        assertThat(mail.inReplyTo()).isEqualTo(new MessageId("<r0@example.net>"));
        assertThat(mail.references())
                .containsExactly(
                        new MessageId("<r-1@example.net>"), new MessageId("<r0@example.net>"));
    }

    @Test
    void lastPartShouldBeReadWithoutClosingBoundary() {
        ParsedMail mail = Fixture.mail("no-closing-boundary");
        assertThat(mail.text().strip()).isEqualTo("first part");
        assertThat(mail.parts().get(1).fileName()).isEqualTo("plan.md");
        assertThat(mail.parts().get(1).text()).startsWith("- [ ] buy paint");
    }

    @Test
    void boundaryThatStartsAnotherShouldNotBeTakenForIt() {
        ParsedMail mail = Fixture.mail("similar-boundaries");
        assertThat(mail.parts())
                .extracting(MailPart::type)
                .containsExactly("text/plain", "text/html", "application/pdf");
        assertThat(mail.text()).isEqualTo("plain words");
        assertThat(mail.html()).isEqualTo("<p>html words</p>");
    }

    @Test
    void boundaryShouldBeGuessedWhereNoneIsNamed() {
        ParsedMail mail = Fixture.mail("no-boundary");
        assertThat(mail.text()).contains("found anyway").contains("and this");
    }

    @Test
    void footerAfterBase64ShouldNotSpoilIt() {
        assertThat(Fixture.mail("broken-base64").text()).isEqualTo("Please send the café list.\n");
    }

    @Test
    void brokenQuotedPrintableShouldBeReadAsFarAsPossible() {
        assertThat(Fixture.mail("broken-quoted-printable").text())
                .isEqualTo("100% of café = =ZZ soft=  \nbreak and a".replace("=  \n", ""));
    }

    @Test
    void charsetsShouldBeReadAsTheSupersetsInUse() {
        assertThat(Fixture.mail("gb2312-beyond").text()).startsWith("请朱镕基先生回复");
        assertThat(Fixture.mail("iso-2022-jp-ms").text()).startsWith("①");
        assertThat(Fixture.mail("korean").text()).startsWith("똠방각하에게 자료를");
    }

    @Test
    void wrongOrMissingCharsetShouldBeGuessed() {
        assertThat(Fixture.mail("wrong-charset").text())
                .isEqualTo("Die Präsentation bitte bis Freitag prüfen.\n");
        assertThat(Fixture.mail("no-charset-russian").text()).startsWith("Пожалуйста, пришлите");
        assertThat(Fixture.mail("raw-header").subject()).isEqualTo("Übersicht");
    }

    @Test
    void attachmentNamesShouldBeDecoded() {
        ParsedMail mail = Fixture.mail("long-file-name");
        assertThat(mail.text().strip()).isEqualTo("See the notes.");
        assertThat(mail.parts())
                .extracting(MailPart::fileName)
                .containsExactly(null, "Notizen zum Angebot über.md", "Pläne.pdf", "winmail.dat");
        assertThat(mail.parts().get(1).attachment()).isTrue();
    }

    @Test
    void uuencodedFileShouldBecomeAPart() {
        ParsedMail mail = Fixture.mail("uuencoded");
        assertThat(mail.text())
                .contains("Here is the file.")
                .contains("Bye")
                .doesNotContain("begin");
        assertThat(mail.parts().getLast().fileName()).isEqualTo("list.txt");
        assertThat(mail.parts().getLast().text()).isEqualTo("buy paint\n");
    }

    @Test
    void flowedTextShouldBeUnwrapped() {
        assertThat(Fixture.mail("flowed").text())
                .isEqualTo(
                        "This para graph goes on.\n> A quote goes on\nFrom here\n-- \nAna\n"
                                .replace("para graph", "para graph"));
    }

    @Test
    void attachedMessageShouldStayOneReadablePart() {
        ParsedMail mail = Fixture.mail("attached-message");
        assertThat(mail.text().strip()).isEqualTo("Can you take care of this?");
        ParsedMail inner = MailReader.read(mail.parts().get(1).content());
        assertThat(inner.subject()).isEqualTo("inner");
        assertThat(inner.text().strip()).isEqualTo("inner text");
    }

    @Test
    void textFooterShouldNotHideAnHtmlBody() {
        assertThat(Fixture.mail("html-with-footer").bodyText())
                .startsWith("Please call Ana.")
                .contains("list footer");
    }

    @Test
    void nulShouldBeRemoved() {
        ParsedMail mail = Fixture.mail("nul-bytes");
        assertThat(mail.subject()).isEqualTo("nul");
        assertThat(mail.text()).doesNotContain("\0");
    }

    @Test
    void junkInTheHeaderShouldNotEndIt() {
        ParsedMail mail = Fixture.mail("header-junk");
        assertThat(mail.subject()).isEqualTo("a subject that goes on here");
        assertThat(mail.from().getFirst().display()).isEqualTo("Ana @ Work");
        assertThat(mail.to())
                .extracting(a -> a.address().value())
                .containsExactly("lee@example.net", "bo@example.com");
        assertThat(mail.messageId()).isEqualTo(new MessageId("<b18@example.org>"));
        assertThat(mail.date()).isEqualTo(OffsetDateTime.parse("2026-01-12T09:30:00Z"));
        assertThat(mail.text()).isEqualTo("Body.\n");
    }

    @Test
    void bothFromAddressesShouldBeSeen() {
        assertThat(Fixture.mail("two-froms").from()).hasSize(2);
    }

    @Test
    void textWithoutHeadersShouldBeABody() {
        assertThat(Fixture.mail("no-headers").text()).startsWith("Just some words");
    }

    @Test
    void bareCalendarShouldBeAPart() {
        byte[] raw = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(MailReader.read(raw).parts().getFirst().type()).isEqualTo("text/calendar");
    }

    @Test
    void lineEndsShouldNotMatter() {
        String lf =
                new String(Fixture.bytes("mail/similar-boundaries/in.eml"), StandardCharsets.UTF_8);
        for (String end : List.of("\r\n", "\r", "\n")) {
            ParsedMail mail = read(lf.replace("\n", end));
            assertThat(mail.text()).isEqualTo("plain words");
            assertThat(mail.parts()).hasSize(3);
        }
    }

    @Test
    void nothingShouldBeUnreadable() {
        assertThatThrownBy(() -> MailReader.read(new byte[0]))
                .isInstanceOf(UnreadableMailException.class)
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> MailReader.read(new byte[5_000]))
                .isInstanceOf(UnreadableMailException.class);
        assertThatThrownBy(() -> MailReader.read(new byte[MailReader.LARGEST + 1]))
                .isInstanceOf(UnreadableMailException.class)
                .hasMessageContaining("104,857,601");
    }

    @Test
    void nestingAndPartsShouldBeBounded() {
        var deep = new StringBuilder("Subject: deep\n");
        for (int i = 0; i < 5_000; i++) {
            deep.append("Content-Type: multipart/mixed; boundary=b" + i + "\n\n--b" + i + "\n");
        }
        assertThat(read(deep + "\ninnermost\n").parts()).hasSize(1);
        String many = "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n".repeat(20_000);
        assertThat(read(many).parts()).hasSize(1_000);
    }

    private static ParsedMail read(String raw) {
        return MailReader.read(raw.getBytes(StandardCharsets.UTF_8));
    }
}
