package org.tickler.reply;

import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.DateContext;
import org.tickler.dates.DateFinder;

/** Reads replies on a Thursday morning and shows what was understood in one line. */
final class Shown {
    static final ZonedDateTime NOW = ZonedDateTime.parse("2026-01-08T10:00+01:00[Europe/Berlin]");

    private static final ReplyGrammar GRAMMAR = new ReplyGrammar(new DateFinder());

    private Shown() {}

    static ParsedReply parse(String typed, Asked asked, int tasks, @Nullable Locale language) {
        return GRAMMAR.parse(
                typed, new ReplyContext(asked, tasks, new DateContext(NOW, language), language));
    }

    /** Such as {@code done[2] + snooze 2026-01-09}, {@code note: words} or {@code ask}. */
    static String show(ParsedReply reply) {
        if (reply.unclear() != null) {
            return "ask";
        }
        String commands =
                reply.commands().stream().map(Shown::show).collect(Collectors.joining(" + "));
        if (reply.note() == null) {
            return commands.isEmpty() ? "nothing" : commands;
        }
        String note = "note: " + reply.note().replace("\n", "⏎");
        return commands.isEmpty() ? note : commands + " " + note;
    }

    private static String show(Command command) {
        var out = new StringBuilder(command.verb().word());
        if (!command.tasks().isEmpty()) {
            out.append(command.tasks().toString().replace(" ", ""));
        }
        var when = command.when();
        if (when != null) {
            out.append(' ').append(when.date());
            if (when.time() != null) {
                out.append('T').append(when.time());
            }
        }
        if (command.person() != null) {
            out.append(" @").append(command.person());
        }
        if (command.text() != null) {
            out.append(" \"").append(command.text()).append('"');
        }
        return out.append(command.exact() ? " exact" : "").toString();
    }
}
