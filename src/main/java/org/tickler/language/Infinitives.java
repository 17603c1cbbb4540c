package org.tickler.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts requests and promises of a language as one writes them on a list: with the infinitive,
 * without "I" and "you", and with the name of who is to get something. The language's rules stand
 * in {@code xx-titles.txt}; what none of them understands stays as it is. Immutable.
 */
public final class Infinitives {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)\\}");
    private static final Pattern BLANKS = Pattern.compile("\\s{2,}");
    private static final Pattern BEFORE_COMMA = Pattern.compile("\\s+(?=,)");
    private static final Pattern NEVER = Pattern.compile("(?!)");
    private static final String TO_THE_END = " >> ";

    /**
     * @param giving whether it reads requests; null if it reads promises too
     * @param rest what the task is made of, its verb at the end where {@code verb} is not empty
     */
    private record Rule(@Nullable Boolean giving, Pattern pattern, String rest, String verb) {}

    private record Ending(Pattern form, String infinitive) {}

    private final List<Rule> rules = new ArrayList<>();
    private final List<Ending> endings = new ArrayList<>();
    private final Map<String, String> verbs = new HashMap<>();
    private final Map<Pattern, String> swaps = new HashMap<>();
    private final List<String> prefixes = new ArrayList<>();
    private Pattern subordinate = NEVER;
    private Pattern small = NEVER;
    private String to = "";
    private int longest = Integer.MAX_VALUE;

    /**
     * @param lines of the language's file: sections in brackets, each with its own form
     */
    Infinitives(List<String> lines) {
        String section = "";
        for (String line : lines) {
            if (line.startsWith("[") && line.endsWith("]")) {
                section = line;
            } else {
                read(section, line);
            }
        }
    }

    private void read(String section, String line) {
        switch (section) {
            case "[rules]" -> rules.add(rule(line));
            case "[verbs]" -> verbs.put(left(line, "="), right(line, "="));
            case "[endings]" ->
                    endings.add(new Ending(pattern(left(line, "=>")), right(line, "=>")));
            case "[swaps]" ->
                    swaps.put(
                            Pattern.compile("\\b" + Pattern.quote(left(line, "=")) + "\\b"),
                            right(line, "="));
            case "[subordinate]" -> subordinate = pattern(line);
            case "[small]" -> small = pattern(line);
            case "[prefixes]" -> prefixes.addAll(List.of(line.split(";\\s*")));
            case "[sender]" -> {
                switch (left(line, "=")) {
                    case "to" -> to = right(line, "=");
                    case "longest" -> longest = Integer.parseInt(right(line, "="));
                    default -> throw unknown(line);
                }
            }
            default -> throw unknown(section + " " + line);
        }
    }

    private static IllegalStateException unknown(String line) {
        return new IllegalStateException("not understood in the rules for titles: " + line);
    }

    private static Pattern pattern(String text) {
        return Pattern.compile(text, FLAGS);
    }

    private static String left(String line, String sign) {
        return line.substring(0, line.lastIndexOf(sign)).strip();
    }

    private static String right(String line, String sign) {
        return line.substring(line.lastIndexOf(sign) + sign.length()).strip();
    }

    private static Rule rule(String line) {
        int colon = line.indexOf(':');
        Boolean giving =
                switch (line.substring(0, colon)) {
                    case "give" -> true;
                    case "promise" -> false;
                    case "any" -> null;
                    default -> throw unknown(line);
                };
        String result = right(line, "=>");
        int end = result.indexOf(TO_THE_END);
        return new Rule(
                giving,
                pattern(left(line.substring(colon + 1), "=>")),
                end < 0 ? result : result.substring(0, end),
                end < 0 ? "" : result.substring(end + TO_THE_END.length()));
    }

    /**
     * The words as a task.
     *
     * @param giving whether something is wanted of the reader, so that the sender gets it
     * @param sender who "me" is, possibly empty
     */
    public String of(String words, boolean giving, String sender) {
        String told = rewritten(words, giving, sender);
        return told == null ? bare(words) : told;
    }

    /**
     * The words as a task, or null where no rule fits.
     *
     * @param giving whether something is wanted of the reader, so that the sender gets it
     * @param sender who "me" is, possibly empty
     */
    public @Nullable String rewritten(String words, boolean giving, String sender) {
        String bare = bare(words);
        for (Rule rule : rules) {
            if (rule.giving != null && rule.giving != giving) {
                continue;
            }
            Matcher found = rule.pattern.matcher(bare);
            if (found.matches()) {
                String rest = filled(rule.rest, found, sender);
                String verb = rest == null ? null : filled(rule.verb, found, sender);
                if (rest != null && verb != null) {
                    return rule.verb.isEmpty() ? rest : atEnd(rest, verb);
                }
            }
        }
        return null;
    }

    private static String bare(String words) {
        return PlainText.trimmed(words.strip(), "¿¡,", ".,;!?¿¡");
    }

    /** The template with its places filled, or null where that needs what is not known. */
    private @Nullable String filled(String template, Matcher found, String sender) {
        var out = new StringBuilder();
        Matcher place = PLACE.matcher(template);
        int from = 0;
        while (place.find()) {
            String value = value(place.group(1), found, sender);
            if (value == null) {
                return null;
            }
            out.append(template, from, place.start()).append(value);
            from = place.end();
        }
        return out.append(template, from, template.length()).toString();
    }

    private @Nullable String value(String place, Matcher found, String sender) {
        int blank = place.lastIndexOf(' ');
        String last = place.substring(blank + 1);
        return switch (place.substring(0, Math.max(0, place.indexOf(' ')))) {
            case "verb" -> infinitive(group(found, place.substring(place.indexOf(' ') + 1)));
            case "lower" -> group(found, last).toLowerCase(Locale.ROOT);
            case "plain" -> Tokens.fold(group(found, last));
            case "swapped" -> swapped(group(found, last));
            case "sender" -> group(found, last).isEmpty() || sender.isEmpty() ? "" : sender + " ";
            case "to" -> toSender(found, sender, "", " ");
            default ->
                    switch (last) {
                        case "to" -> toSender(found, sender, blank < 0 ? "" : " ", "");
                        case "sender" -> sender.isEmpty() ? null : sender;
                        default -> group(found, last);
                    };
        };
    }

    /** What the first of the groups that took part holds; empty if none did. */
    private static String group(Matcher found, String numbers) {
        for (String number : numbers.split(" ")) {
            String text = found.group(Integer.parseInt(number));
            if (text != null) {
                return text;
            }
        }
        return "";
    }

    private String toSender(Matcher found, String sender, String before, String behind) {
        int length = found.end() - found.start();
        return sender.isEmpty() || length > longest
                ? ""
                : before + to.replace("{name}", sender) + behind;
    }

    private String swapped(String text) {
        String changed = text;
        for (var swap : swaps.entrySet()) {
            changed = swap.getKey().matcher(changed).replaceAll(swap.getValue());
        }
        return changed;
    }

    private @Nullable String infinitive(String form) {
        String word = form.toLowerCase(Locale.ROOT);
        if (verbs.containsKey(word)) {
            return verbs.get(word);
        }
        for (Ending ending : endings) {
            Matcher found = ending.form.matcher(word);
            if (found.matches()) {
                return found.replaceFirst(ending.infinitive);
            }
        }
        return null;
    }

    /** "Bescheid, ob …" with "geben" is "Bescheid geben, ob …"; a prefix joins its verb. */
    private String atEnd(String rest, String verb) {
        Matcher sub = subordinate.matcher(rest);
        int end = sub.find() ? sub.start() : rest.length();
        String head = small.matcher(rest.substring(0, end)).replaceAll("");
        head = BEFORE_COMMA.matcher(BLANKS.matcher(head).replaceAll(" ")).replaceAll("").strip();
        String whole = verb;
        int space = head.lastIndexOf(' ');
        String last = head.substring(space + 1).toLowerCase(Locale.ROOT);
        if (verb.indexOf(' ') < 0 && prefixes.contains(last)) {
            whole = last + verb;
            head = space < 0 ? "" : head.substring(0, space);
        }
        return (head + " " + whole + rest.substring(end)).strip();
    }
}
