package org.tickler.demo;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tickler.calendar.CalendarMessage;
import org.tickler.calendar.CalendarReader;
import org.tickler.calendar.EventTime;
import org.tickler.calendar.Method;
import org.tickler.demo.Cast.Player;
import org.tickler.mail.ParsedMail;
import org.tickler.task.HistoryStore;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskStore;

/** Somebody who reads their inbox and answers each new mail the way people do. */
final class Reader {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    private final World world;
    private final Player player;
    private final Consumer<String> say;
    private final CalendarReader calendars = new CalendarReader();
    private final Set<String> fixed = new HashSet<>();
    private final Set<TaskId> moved = new HashSet<>();
    private int read;

    Reader(World world, Player player, Consumer<String> say) {
        this.world = world;
        this.player = player;
        this.say = say;
    }

    /** Reads what is new; true if anything was. */
    boolean readMail() {
        List<ParsedMail> fresh = world.inbox(player.address(), read);
        for (ParsedMail mail : fresh) {
            read++;
            react(mail);
        }
        return !fresh.isEmpty();
    }

    /** What the mail is for, and which tasks it numbers, as the outbox knows it. */
    private record Known(String kind, List<Long> tasks) {}

    private void react(ParsedMail mail) {
        Optional<Known> known = world.core().jdbi().withHandle(handle -> known(handle, mail));
        if (known.isEmpty()) {
            return;
        }
        String subject = "\"" + mail.subject() + "\"";
        switch (known.get().kind()) {
            case "proposal" ->
                    answer(mail, subject, known.get().tasks().size() > 1 ? "all yes" : "yes");
            case "invitation" -> invitation(mail, subject);
            case "reminder" -> reminder(mail, subject, known.get());
            case "digest" -> answer(mail, subject, "all done");
            case "receipt" ->
                    say.accept("  " + player.firstName() + " gets a receipt: " + subject + ".");
            case "cancellation" ->
                    say.accept("  " + subject + " takes the event out of the calendar.");
            default -> say.accept("  " + player.firstName() + " gets " + subject + ".");
        }
    }

    private void answer(ParsedMail mail, String subject, String words) {
        say.accept("  " + player.firstName() + " gets " + subject + " and answers: " + words);
        world.answer(player, mail, words);
    }

    private void reminder(ParsedMail mail, String subject, Known known) {
        Task task =
                world.core()
                        .jdbi()
                        .withExtension(
                                TaskStore.class,
                                store ->
                                        store.find(new TaskId(known.tasks().getFirst()))
                                                .orElseThrow());
        boolean ahead =
                task.followUp()
                        && task.due() != null
                        && !task.due()
                                .date()
                                .isBefore(world.clock().instant().atZone(Cast.ZONE).toLocalDate());
        if (ahead) {
            say.accept(
                    "  " + player.firstName() + " is reminded of what is ahead: " + subject + ".");
        } else if (task.followUp() && !wasInCalendar(task) && moved.add(task.id())) {
            answer(mail, subject, "due " + DAY.format(nextWorkingDay()) + " 10am");
        } else {
            answer(mail, subject, "done");
        }
    }

    /** A visit whose day was over before it was confirmed is not done: it gets a new day. */
    private boolean wasInCalendar(Task task) {
        return task.due() == null
                || world
                        .core()
                        .jdbi()
                        .withExtension(HistoryStore.class, store -> store.of(task.id()))
                        .stream()
                        .anyMatch(entry -> entry.action().equals("attendee-accepted"));
    }

    /** The calendar program answers; a hold without a fixed day is then settled by words. */
    private void invitation(ParsedMail mail, String subject) {
        Optional<CalendarMessage> message = calendars.read(mail);
        if (message.isEmpty() || message.get().method() != Method.REQUEST) {
            return;
        }
        say.accept("  " + player.firstName() + " accepts " + subject + " in the calendar.");
        world.answerInvitation(player, mail, "ACCEPTED");
        String uid = Objects.requireNonNullElse(message.get().uid(), "");
        @Nullable LocalDate day =
                message.get().time() instanceof EventTime.AllDay(LocalDate first, LocalDate end)
                        ? goodDay(first, end)
                        : null;
        if (day != null && fixed.add(uid)) {
            answer(mail, subject, DAY.format(day) + " 10am");
        }
    }

    /** A working day within the span that is not over yet. */
    private @Nullable LocalDate goodDay(LocalDate first, LocalDate end) {
        Instant now = world.clock().instant();
        LocalDate tomorrow = now.atZone(Cast.ZONE).toLocalDate().plusDays(1);
        long middle = java.time.temporal.ChronoUnit.DAYS.between(first, end) / 2;
        LocalDate day = first.plusDays(middle);
        if (day.isBefore(tomorrow)) {
            day = tomorrow;
        }
        day = workingDay(day);
        return day.isBefore(end) || first.plusDays(1).equals(end) ? day : null;
    }

    private LocalDate nextWorkingDay() {
        return workingDay(world.clock().instant().atZone(Cast.ZONE).toLocalDate().plusDays(1));
    }

    private static LocalDate workingDay(LocalDate day) {
        LocalDate working = day;
        while (working.getDayOfWeek() == DayOfWeek.SATURDAY
                || working.getDayOfWeek() == DayOfWeek.SUNDAY) {
            working = working.plusDays(1);
        }
        return working;
    }

    private static Optional<Known> known(Handle handle, ParsedMail mail) {
        return handle.createQuery(
                        """
                        select kind, array(select task_id from outbox_task t where t.outbox_id = o.id order by number) as tasks
                        from outbox o where message_id = :id
                        """)
                .bind("id", mail.messageId() == null ? "" : mail.messageId().value())
                .map((row, context) ->
                        new Known(
                                row.getString("kind"),
                                List.of((Long[]) row.getArray("tasks").getArray())))
                .findOne();
    }
}
