package org.tickler.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;

/**
 * One section of the settings while it is read. A bad value is noted as a problem and replaced by
 * the given default, so that reading goes on and all problems are found at once.
 */
final class Section {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})\\s*(s|sec|m|min|h|d)");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,6})\\s*(KB|MB)");
    private static final Pattern TIME = Pattern.compile("([01]?\\d|2[0-3]):([0-5]\\d)");

    private final Source source;
    private final String path;

    Section(Source source, String path) {
        this.source = source;
        this.path = path;
    }

    String key(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    Section section(String name) {
        source.section(key(name));
        return new Section(source, key(name));
    }

    List<Section> sections(String name) {
        int count = source.count(key(name));
        var sections = new ArrayList<Section>();
        for (int i = 0; i < count; i++) {
            sections.add(new Section(source, key(name) + "[" + i + "]"));
        }
        return sections;
    }

    void problem(String name, String fault, String remedy) {
        source.problem(name.isEmpty() ? path : key(name), fault, remedy);
    }

    boolean has(String name) {
        return source.value(key(name)).isPresent();
    }

    String text(String name, String otherwise) {
        return source.value(key(name)).orElse(otherwise);
    }

    List<String> texts(String name) {
        return source.values(key(name));
    }

    /** A value that must be there. */
    String needed(String name, String example) {
        Optional<String> value = source.value(key(name));
        if (value.isEmpty()) {
            problem(
                    name,
                    "is missing",
                    "set it, for example to " + example + ", or set " + variable(name));
        }
        return value.orElse(example);
    }

    /**
     * @param expected what a good value looks like, for the message
     * @param read throws {@link IllegalArgumentException} or {@link DateTimeException} for a bad
     *     one
     */
    <T> T value(String name, T otherwise, String expected, Function<String, T> read) {
        return value(name, otherwise, expected, read, Section::example);
    }

    private <T> T value(
            String name,
            T otherwise,
            String expected,
            Function<String, T> read,
            Function<T, String> example) {
        Optional<String> value = source.value(key(name));
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            return read.apply(value.get());
        } catch (IllegalArgumentException | DateTimeException e) {
            problem(
                    name,
                    "'" + value.get() + "' is not " + expected,
                    "write " + example.apply(otherwise));
            return otherwise;
        }
    }

    private static String example(Object value) {
        return switch (value) {
            case Duration duration -> "for example " + duration.toSeconds() + "s";
            case Enum<?> word -> "for example " + word(word);
            default -> "for example " + value;
        };
    }

    boolean flag(String name, boolean otherwise) {
        return value(
                name,
                otherwise,
                "true or false",
                text ->
                        switch (text.toLowerCase(Locale.ROOT)) {
                            case "true", "yes", "on" -> true;
                            case "false", "no", "off" -> false;
                            default -> throw new IllegalArgumentException(text);
                        });
    }

    int number(String name, int otherwise, int least, int most) {
        return value(
                name,
                otherwise,
                "a whole number from " + least + " to " + most,
                text -> within(Integer.parseInt(text), least, most));
    }

    List<Integer> numbers(String name, List<Integer> otherwise, int least, int most) {
        var numbers = new ArrayList<Integer>();
        for (String text : texts(name)) {
            try {
                numbers.add(within(Integer.parseInt(text), least, most));
            } catch (IllegalArgumentException e) {
                problem(
                        name,
                        "'" + text + "' is not a whole number from " + least + " to " + most,
                        "write for example " + otherwise);
            }
        }
        return numbers.isEmpty() ? otherwise : numbers;
    }

    /** A number of bytes, written {@code 64KB} or {@code 40MB}. */
    int bytes(String name, int otherwise, int least, int most) {
        return value(
                name,
                otherwise,
                "a size from " + (least >> 10) + "KB to " + (most >> 20) + "MB",
                text -> {
                    Matcher matcher = BYTES.matcher(text.toUpperCase(Locale.ROOT));
                    if (!matcher.matches()) {
                        throw new IllegalArgumentException(text);
                    }
                    long unit = matcher.group(2).equals("KB") ? 1 << 10 : 1 << 20;
                    long bytes = Long.parseLong(matcher.group(1)) * unit;
                    return within((int) Math.min(bytes, Integer.MAX_VALUE), least, most);
                },
                bytes -> "for example " + (bytes >> 10) + "KB");
    }

    private static int within(int number, int least, int most) {
        if (number < least || number > most) {
            throw new IllegalArgumentException("out of range");
        }
        return number;
    }

    double fraction(String name, double otherwise) {
        return value(
                name,
                otherwise,
                "a number from 0 to 1",
                text -> {
                    double number = Double.parseDouble(text);
                    if (!(number >= 0 && number <= 1)) {
                        throw new IllegalArgumentException(text);
                    }
                    return number;
                });
    }

    /** A word of {@code type}, written in small letters with hyphens. */
    <E extends Enum<E>> E word(String name, E otherwise, Class<E> type) {
        Map<String, E> words = new TreeMap<>();
        for (E constant : type.getEnumConstants()) {
            words.put(word(constant), constant);
        }
        return value(
                name,
                otherwise,
                "one of " + String.join(", ", words.keySet()),
                text -> {
                    @Nullable E found = words.get(text.toLowerCase(Locale.ROOT));
                    if (found == null) {
                        throw new IllegalArgumentException(text);
                    }
                    return found;
                });
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Duration duration(String name, Duration otherwise, Duration least, Duration most) {
        return value(
                name,
                otherwise,
                "a duration from " + least.toSeconds() + "s to " + most.toMinutes() + "min",
                text -> {
                    Matcher matcher = DURATION.matcher(text);
                    if (!matcher.matches()) {
                        throw new IllegalArgumentException(text);
                    }
                    long count = Long.parseLong(matcher.group(1));
                    Duration duration =
                            switch (matcher.group(2)) {
                                case "s", "sec" -> Duration.ofSeconds(count);
                                case "m", "min" -> Duration.ofMinutes(count);
                                case "h" -> Duration.ofHours(count);
                                default -> Duration.ofDays(count);
                            };
                    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
                        throw new IllegalArgumentException(text);
                    }
                    return duration;
                });
    }

    LocalTime time(String name, LocalTime otherwise) {
        return value(name, otherwise, "a time of day", Section::time);
    }

    static LocalTime time(String text) {
        Matcher matcher = TIME.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        return LocalTime.of(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    ZoneId zone(String name, ZoneId otherwise) {
        return value(name, otherwise, "a time zone of the IANA list", ZoneId::of);
    }

    URI url(String name, URI otherwise) {
        return value(
                name,
                otherwise,
                "an http or https address",
                text -> {
                    URI uri = URI.create(text.replaceAll("/$", ""));
                    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
                    if (!web || uri.getHost() == null) {
                        throw new IllegalArgumentException(text);
                    }
                    return uri;
                });
    }

    List<EmailAddress> addresses(String name) {
        var addresses = new ArrayList<EmailAddress>();
        for (String text : texts(name)) {
            try {
                addresses.add(new EmailAddress(text));
            } catch (IllegalArgumentException e) {
                problem(
                        name,
                        "'" + text + "' is not a mail address",
                        "write it as name@example.org");
            }
        }
        return addresses;
    }

    /** A file that must be readable, or null if none is named. */
    @Nullable Path file(String name) {
        Optional<String> value = source.value(key(name));
        if (value.isEmpty()) {
            return null;
        }
        Path file = Path.of(value.get());
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            problem(
                    name,
                    "the file " + value.get() + " cannot be read",
                    "name a file that is there and that this user may read");
        }
        return file;
    }

    /** The value of {@code name}, or what stands in the file that {@code name + "File"} names. */
    Secret secret(String name) {
        Optional<String> direct = source.secret(key(name));
        @Nullable Path file = file(name + "File");
        if (direct.isPresent() && file != null) {
            problem(name, "is set beside " + name + "File", "keep one of them");
        }
        if (direct.isPresent()) {
            return new Secret(direct.get());
        }
        if (file == null || !Files.isReadable(file) || Files.isDirectory(file)) {
            return file == null ? Secret.NONE : new Secret("unreadable");
        }
        try {
            String content = Files.readString(file).lines().collect(Collectors.joining("\n"));
            if (content.isBlank()) {
                problem(name + "File", "the file is empty", "write the secret into it");
            }
            return new Secret(content);
        } catch (IOException e) {
            problem(name + "File", "the file cannot be read", "check what is in it");
            return Secret.NONE;
        }
    }

    /** A secret that must be there. */
    Secret neededSecret(String name) {
        Secret secret = secret(name);
        if (secret.isEmpty() && source.value(key(name + "File")).isEmpty()) {
            problem(
                    name,
                    "is missing",
                    "set it, or name a file with it as "
                            + key(name + "File")
                            + ", or set "
                            + variable(name));
        }
        return secret;
    }

    private String variable(String name) {
        return Source.variable(key(name));
    }
}
