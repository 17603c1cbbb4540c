package org.tickler.page;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.feed.FeedLinks;

/**
 * A month or a week of follow-ups and dues, in words for its reader. Public because the compiled
 * templates live in a package of their own.
 *
 * @param week whether it is a week; else a month
 * @param earlier the query of the page before this one, such as {@code month=2026-02}
 * @param other the query of the week in this month, or of the month of this week
 * @param current whether today is in it
 * @param weekdays names for the head of the columns
 * @param days whole weeks
 * @param links where calendar programs find the same; null if there is no feed
 */
public record CalendarView(
        String heading,
        boolean week,
        String earlier,
        String later,
        String other,
        boolean current,
        List<Weekday> weekdays,
        List<Day> days,
        @Nullable FeedLinks links) {
    private static final int MOST_IN_A_MONTH = 10;

    public CalendarView {
        weekdays = List.copyOf(weekdays);
        days = List.copyOf(days);
    }

    /** What is shown of a day: everything in a week, a few things in a month. */
    public List<Item> shown(Day day) {
        return week || day.items().size() <= MOST_IN_A_MONTH
                ? day.items()
                : day.items().subList(0, MOST_IN_A_MONTH - 1);
    }

    public boolean isEmpty() {
        return days.stream().allMatch(day -> day.items().isEmpty());
    }

    /** The two lengths of a weekday's name. */
    public record Weekday(String shortName, String name) {}

    /**
     * @param date as in ISO 8601
     * @param words such as "Tue 10 Mar"
     * @param beside whether it belongs to the month before or after
     */
    public record Day(
            String date,
            int number,
            String words,
            boolean today,
            boolean beside,
            boolean dayOff,
            List<Item> items) {
        public Day {
            items = List.copyOf(items);
        }

        /** Whether everything on it was shown on an earlier day of the week. */
        public boolean isThroughout() {
            return !items.isEmpty() && items.stream().allMatch(Item::continued);
        }
    }

    /**
     * Something that takes place, is held or is due on a day.
     *
     * @param kind {@code event}, {@code hold} or {@code due}
     * @param state of the task
     * @param time such as "14:30", or the empty string for a whole day
     * @param when the whole of it, where it lasts several days; else the empty string
     * @param continued whether it was shown on a day of this week before
     */
    public record Item(
            String id,
            String title,
            String kind,
            String state,
            boolean late,
            String time,
            String when,
            boolean continued,
            List<Guest> guests) {
        public Item {
            guests = List.copyOf(guests);
        }
    }

    /**
     * @param answer {@code accepted}, {@code declined}, {@code tentative}, {@code failed} or {@code
     *     waiting}
     * @param words what they answered
     */
    public record Guest(String name, String answer, String words) {
        /** What stands for the answer where there is little room. */
        public String sign() {
            return switch (answer) {
                case "accepted" -> "✓";
                case "declined" -> "✗";
                case "tentative" -> "~";
                case "failed" -> "!";
                default -> "?";
            };
        }
    }
}
