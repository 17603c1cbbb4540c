package org.tickler.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tickler.support.Effort;

class HtmlTextTest {
    @Test
    void paragraphsAndBreaksShouldBeLines() {
        assertThat(
                        HtmlText.render(
                                "<p>Hello&nbsp;<b>Ana</b>,</p><div>one<br>two</div><div>three</div>"))
                .isEqualTo("Hello Ana,\n\none\ntwo\nthree");
    }

    @Test
    void listsShouldHaveMarks() {
        assertThat(
                        HtmlText.render(
                                "Do:<ul><li>paint<ol><li>red</li><li>blue</li></ol></li><li>rest</li></ul>now"))
                .isEqualTo("Do:\n\n- paint\n  1. red\n  2. blue\n- rest\n\nnow");
    }

    @Test
    void cellsShouldBeApart() {
        assertThat(
                        HtmlText.render(
                                "<table><tr><th>Who</th><th>What</th></tr><tr><td>Ana</td><td>list</td></tr></table>"))
                .isEqualTo("Who\tWhat\nAna\tlist");
    }

    @Test
    void unseenShouldBeLeftOut() {
        assertThat(
                        HtmlText.render(
                                "<head><title>t</title><style>p{}</style></head><body><div style=\"DISPLAY : none\">preheader</div>"
                                        + "<span style='font-size:0px;color:red'>pad</span><script>x()</script><p hidden>no</p><p style='font-size:10px'>yes</p>"))
                .isEqualTo("yes");
    }

    @Test
    void quotesShouldBeMarkedWhereWanted() {
        String html = "<p>yes</p><blockquote type=cite>shall we?<p>Ana</p></blockquote>";
        assertThat(HtmlText.render(html)).isEqualTo("yes\n\nshall we?\n\nAna");
        assertThat(HtmlText.renderQuoting(html)).isEqualTo("yes\n\n> shall we?\n> \n> Ana");
    }

    @Test
    void preformattedLinesShouldStay() {
        assertThat(HtmlText.render("<pre>a\nb</pre>")).isEqualTo("a\nb");
    }

    @Test
    void depthShouldNotMatter() {
        String deep = "<div><blockquote>".repeat(20_000) + "words";
        String text = Effort.within(Duration.ofSeconds(5), () -> HtmlText.renderQuoting(deep));
        assertThat(text).endsWith("words");
    }
}
