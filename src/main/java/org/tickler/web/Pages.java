package org.tickler.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tickler.page.CalendarPage;
import org.tickler.page.CalendarView;
import org.tickler.page.PageData;
import org.tickler.page.View;
import org.tickler.task.TaskId;

/** The pages about tasks and mail. All of them only read. */
final class Pages implements HttpService {
    private static final Pattern TASK = Pattern.compile("(?:[Tt]-)?([1-9][0-9]{0,17})");
    private static final Pattern MONTH = Pattern.compile("(?:19|2[0-9])[0-9]{2}-(?:0[1-9]|1[0-2])");
    private static final Pattern DAY = Pattern.compile("(?:19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}");
    private static final int LONGEST_SEARCH = 200;
    private static final int LAST_PAGE = 1000;

    private final PageData data;
    private final CalendarPage calendar;
    private final Answers answers;

    Pages(PageData data, CalendarPage calendar, Answers answers) {
        this.data = data;
        this.calendar = calendar;
        this.answers = answers;
    }

    @Override
    public void routing(HttpRules rules) {
        read(rules, "/", this::overview);
        read(rules, "/tasks", this::tasks);
        read(rules, "/tasks/{id}", this::task);
        read(rules, "/calendar", this::calendar);
        read(rules, "/mail", this::mail);
    }

    /** A page that only reads: GET and HEAD, and nothing else is allowed (RFC 9110, 15.5.6). */
    static void read(HttpRules rules, String path, Handler handler) {
        read(
                rules,
                path,
                handler,
                (request, response) ->
                        response.header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8")
                                .send());
    }

    /**
     * @param head sends no content: Helidon would send a page's even for HEAD, and the next answer
     *     on the connection would be misread (RFC 9110, 9.3.2)
     */
    static void read(HttpRules rules, String path, Handler handler, Handler head) {
        rules.get(path, handler)
                .head(path, head)
                .any(
                        path,
                        (request, response) ->
                                response.status(Status.METHOD_NOT_ALLOWED_405)
                                        .header(HeaderNames.ALLOW, "GET, HEAD")
                                        .send());
    }

    private void overview(ServerRequest request, ServerResponse response) {
        answers.page(response, "overview", "overview", Map.of("overview", data.overview()));
    }

    private void tasks(ServerRequest request, ServerResponse response) {
        String state = request.query().first("state").orElse("");
        String words = request.query().first("q").orElse("").strip();
        if (words.length() > LONGEST_SEARCH) {
            words = words.substring(0, LONGEST_SEARCH);
        }
        int page = page(request.query().first("page").orElse("1"));
        PageData.Found found =
                data.search(PageData.Wanted.of(state), words.replace("\0", ""), page);
        var parameters = new HashMap<String, Object>();
        parameters.put("rows", found.rows());
        parameters.put("more", found.more());
        parameters.put("page", page);
        parameters.put("state", state);
        parameters.put("words", words);
        answers.page(response, "tasks", "tasks", parameters);
    }

    private static int page(String written) {
        try {
            return Math.clamp(Integer.parseInt(written), 1, LAST_PAGE);
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    private void task(ServerRequest request, ServerResponse response) {
        Matcher id = TASK.matcher(request.path().pathParameters().get("id"));
        Optional<View.TaskView> task =
                id.matches()
                        ? data.task(new TaskId(Long.parseLong(id.group(1))))
                        : Optional.empty();
        if (task.isPresent()) {
            answers.page(response, "", "task", Map.of("task", task.get()));
        } else {
            answers.error(
                    response,
                    Status.NOT_FOUND_404,
                    "There is no such task",
                    "Tasks are numbered like T-12.");
        }
    }

    /** A span that cannot be read means the present one. */
    private void calendar(ServerRequest request, ServerResponse response) {
        Optional<String> week = request.query().first("week").asOptional();
        String month = request.query().first("month").orElse("");
        CalendarView view =
                week.isPresent()
                        ? calendar.week(DAY.matcher(week.get()).matches() ? day(week.get()) : null)
                        : calendar.month(
                                MONTH.matcher(month).matches() ? YearMonth.parse(month) : null);
        answers.page(response, "calendar", "calendar", Map.of("calendar", view));
    }

    private static @Nullable LocalDate day(String written) {
        try {
            return LocalDate.parse(written);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private void mail(ServerRequest request, ServerResponse response) {
        answers.page(response, "mail", "mail", Map.of("mail", data.mail()));
    }
}
