package org.tickler.config;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;

/** Reads the section {@code people}. */
final class PeopleReader {
    private static final Pattern URI_WITHOUT_USER =
            Pattern.compile("https?://[^/?#@\\s]+(?:[/?#]\\S*)?");

    private PeopleReader() {}

    static List<PersonSettings> people(Section root) {
        var people = new ArrayList<PersonSettings>();
        var seen = new HashSet<EmailAddress>();
        for (Section section : root.sections("people")) {
            PersonSettings person = person(section);
            people.add(person);
            for (EmailAddress address : person.addresses()) {
                if (!seen.add(address)) {
                    section.problem(
                            "addresses",
                            "'" + address + "' is there twice",
                            "give it to one person");
                }
            }
        }
        return people;
    }

    private static PersonSettings person(Section section) {
        String name = section.needed("name", "Lee Example");
        List<EmailAddress> addresses = section.addresses("addresses");
        if (addresses.isEmpty() && section.texts("addresses").isEmpty()) {
            section.problem("addresses", "is missing", "set at least one mail address");
        }
        Hours hours = section.value("hours", Hours.USUAL, "a span of two times", Hours::of);
        return new PersonSettings(
                name,
                addresses,
                section.word("role", PersonSettings.Role.MEMBER, PersonSettings.Role.class),
                section.zone("zone", ZoneId.of("UTC")),
                section.value("language", "en", "a language tag such as en", PeopleReader::tag),
                section.value("locale", "", "a locale such as en-GB", PeopleReader::tag),
                hours.start(),
                hours.end(),
                workDays(section),
                section.time("defaultTime", LocalTime.of(8, 0)),
                section.flag("digest", false),
                section.texts("aliases"),
                section.file("holidays"),
                calendar(section),
                section.flag("calendarAllowPrivate", false));
    }

    private static @Nullable String calendar(Section section) {
        String written = section.text("calendar", "").strip();
        if (written.isEmpty()) {
            return null;
        }
        String text = written.replaceFirst("^webcals?:", "https:");
        if (text.matches("https?://.*")) {
            if (URI_WITHOUT_USER.matcher(text).matches()) {
                return text;
            }
            section.problem(
                    "calendar",
                    "is no address that can be fetched",
                    "write https://host/path, without a user or a password in it");
            return null;
        }
        @Nullable Path file = section.file("calendar");
        return file == null ? null : file.toString();
    }

    /** YAML reads an unquoted {@code no} as false: Norwegian must be written "no". */
    private static String tag(String text) {
        String tag = Locale.forLanguageTag(text.replace('_', '-')).toLanguageTag();
        if (tag.equals("und") || text.equals("true") || text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return tag;
    }

    private static Set<DayOfWeek> workDays(Section section) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (String text : section.texts("workDays")) {
            String[] ends = text.toLowerCase(Locale.ROOT).split("[-–]", -1);
            try {
                DayOfWeek last = day(ends[ends.length - 1]);
                for (DayOfWeek day = day(ends[0]); ; day = day.plus(1)) {
                    days.add(day);
                    if (day == last) {
                        break;
                    }
                }
            } catch (IllegalArgumentException e) {
                section.problem(
                        "workDays",
                        "'" + text + "' is no day of the week",
                        "write mon-fri, or mon, tue, thu");
            }
        }
        return days.isEmpty() ? EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY) : days;
    }

    private static DayOfWeek day(String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            String name = day.name().toLowerCase(Locale.ROOT);
            if (text.strip().length() >= 3 && name.startsWith(text.strip())) {
                return day;
            }
        }
        throw new IllegalArgumentException(text);
    }

    private record Hours(LocalTime start, LocalTime end) {
        static final Hours USUAL = new Hours(LocalTime.of(9, 0), LocalTime.of(17, 0));

        static Hours of(String text) {
            String[] ends = text.split("[-–]", -1);
            if (ends.length != 2) {
                throw new IllegalArgumentException(text);
            }
            var hours = new Hours(Section.time(ends[0]), Section.time(ends[1]));
            if (!hours.start.isBefore(hours.end)) {
                throw new IllegalArgumentException(text);
            }
            return hours;
        }

        @Override
        public String toString() {
            return start + "-" + end;
        }
    }
}
