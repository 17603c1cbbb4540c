package org.tickler.web;

import io.helidon.common.parameters.Parameters;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tickler.page.DateWords;
import org.tickler.page.PageData;
import org.tickler.page.View;
import org.tickler.web.DemoDesk.Answer;
import org.tickler.web.DemoDesk.Mailbox;
import org.tickler.web.DemoDesk.Message;

/** The demonstration's mailboxes: read a mail, answer it, move the clock. */
final class DemoPages implements HttpService {
    /** No origin, no script, nothing from elsewhere: the mail can only look (HTML, 4.8.5). */
    private static final String MAIL_POLICY =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
                    + " frame-ancestors 'self'; form-action 'none'; base-uri 'none'";

    private static final String FRAMING_POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self';"
                    + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private final DemoDesk desk;
    private final PageData data;
    private final Answers answers;
    private final FormNonces nonces = new FormNonces();

    DemoPages(DemoDesk desk, PageData data, Answers answers) {
        this.desk = desk;
        this.data = data;
        this.answers = answers;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/demo/clock", this::moveClock)
                .post("/demo/{box}/{id}/answer", this::answer)
                .post("/demo/{box}/{id}/invitation", this::answerInvitation);
        Pages.read(rules, "/demo", this::boxes);
        Pages.read(rules, "/demo/{box}", this::box);
        Pages.read(rules, "/demo/{box}/{id}", this::message);
        Pages.read(rules, "/demo/{box}/{id}/html", this::html);
    }

    private void boxes(ServerRequest request, ServerResponse response) {
        var boxes =
                desk.mailboxes().stream()
                        .map(box ->
                                new View.Box(
                                        link(box),
                                        box.name(),
                                        box.address(),
                                        desk.messages(box.id()).size()))
                        .toList();
        page(request, response, "demo", Map.of("boxes", boxes));
    }

    private void box(ServerRequest request, ServerResponse response) {
        Mailbox box = findBox(request);
        DateWords dates = data.dates(desk.now());
        List<View.Line> lines =
                desk.messages(box.id()).stream()
                        .map(mail ->
                                new View.Line(
                                        link(box) + "/" + encode(mail.id()),
                                        mail.from(),
                                        mail.subject(),
                                        dates.moment(mail.date()),
                                        mail.invitation()))
                        .toList();
        page(request, response, "demo-box", Map.of("box", box, "lines", lines));
    }

    private void message(ServerRequest request, ServerResponse response) {
        Mailbox box = findBox(request);
        Message mail = findMessage(request, box);
        response.header(SafeResponses.POLICY, FRAMING_POLICY);
        page(
                request,
                response,
                "demo-mail",
                Map.of(
                        "box",
                        box,
                        "mail",
                        mail,
                        "boxLink",
                        link(box),
                        "link",
                        link(box) + "/" + encode(mail.id()),
                        "date",
                        data.dates(desk.now()).moment(mail.date()),
                        "answered",
                        request.query().first("answered").orElse("")));
    }

    private void page(
            ServerRequest request,
            ServerResponse response,
            String template,
            Map<String, Object> parameters) {
        Instant now = desk.now();
        var all = new HashMap<>(parameters);
        Optional<Instant> next = data.nextReminder().filter(at -> at.isAfter(now));
        DateWords dates = data.dates(now);
        all.put(
                "clock",
                new View.Clock(
                        dates.moment(now),
                        next.map(dates::moment).orElse(""),
                        request.path().path(),
                        nonces.issue()));
        answers.page(response, "demo", template, all);
    }

    private void html(ServerRequest request, ServerResponse response) {
        String html = findMessage(request, findBox(request)).html();
        if (html == null) {
            answers.notFound(response);
            return;
        }
        response.header(SafeResponses.POLICY, MAIL_POLICY)
                .header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8")
                .send(SafeHtml.of(html).getBytes(StandardCharsets.UTF_8));
    }

    private void answer(ServerRequest request, ServerResponse response) {
        Mailbox box = findBox(request);
        Message mail = findMessage(request, box);
        Parameters form = FormNonces.form(request);
        String quick = form.first("quick").orElse("");
        String text = quick.isEmpty() ? form.first("text").orElse("").strip() : quick;
        String back = link(box) + "/" + encode(mail.id());
        if (!nonces.accept(form) || text.isEmpty()) {
            seeOther(response, back);
            return;
        }
        desk.answer(box.id(), mail.id(), text);
        seeOther(response, back + "?answered=sent");
    }

    private void answerInvitation(ServerRequest request, ServerResponse response) {
        Mailbox box = findBox(request);
        Message mail = findMessage(request, box);
        Parameters form = FormNonces.form(request);
        Answer answer =
                switch (form.first("answer").orElse("")) {
                    case "accepted" -> Answer.ACCEPTED;
                    case "declined" -> Answer.DECLINED;
                    case "tentative" -> Answer.TENTATIVE;
                    default -> throw new HttpException("no such answer", Status.BAD_REQUEST_400);
                };
        String back = link(box) + "/" + encode(mail.id());
        if (!nonces.accept(form)) {
            seeOther(response, back);
            return;
        }
        desk.answerInvitation(box.id(), mail.id(), answer);
        seeOther(response, back + "?answered=" + answer.name().toLowerCase(Locale.ROOT));
    }

    private void moveClock(ServerRequest request, ServerResponse response) {
        Parameters form = FormNonces.form(request);
        String back = form.first("back").orElse("/demo");
        Instant now = desk.now();
        Duration step =
                switch (form.first("step").orElse("")) {
                    case "hour" -> Duration.ofHours(1);
                    case "day" -> Duration.ofDays(1);
                    case "reminder" ->
                            data.nextReminder()
                                    .filter(at -> at.isAfter(now))
                                    .map(at -> Duration.between(now, at))
                                    .orElse(Duration.ZERO);
                    default -> throw new HttpException("no such step", Status.BAD_REQUEST_400);
                };
        if (nonces.accept(form) && step.isPositive()) {
            desk.moveClock(step);
        }
        seeOther(response, back.equals("/demo") || back.startsWith("/demo/") ? back : "/demo");
    }

    private Mailbox findBox(ServerRequest request) {
        String id = request.path().pathParameters().get("box");
        return desk.mailboxes().stream()
                .filter(box -> box.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new HttpException("no such mailbox", Status.NOT_FOUND_404));
    }

    private Message findMessage(ServerRequest request, Mailbox box) {
        String id = request.path().pathParameters().get("id");
        return desk.messages(box.id()).stream()
                .filter(mail -> mail.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new HttpException("no such mail", Status.NOT_FOUND_404));
    }

    private static void seeOther(ServerResponse response, String path) {
        response.status(Status.SEE_OTHER_303).header(HeaderNames.LOCATION, path).send();
    }

    private static String link(Mailbox box) {
        return "/demo/" + encode(box.id());
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
