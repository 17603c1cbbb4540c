package org.tickler.config;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The raw values of file and environment, which keys were asked for, and what was wrong. SmallRye
 * merges the sources; values are taken as they are written, without expressions, so that a password
 * may hold any character.
 */
final class Source {
    private static final String PREFIX = "tickler.";
    private static final String ENVIRONMENT_PREFIX = "TICKLER_";

    /** Variables that are read elsewhere. */
    private static final Set<String> OTHER_VARIABLES =
            Set.of("TICKLER_CONFIG", "TICKLER_LOG", "TICKLER_LOG_LEVEL", "TICKLER_HOME");

    private static final Pattern INDEX = Pattern.compile("\\[\\d+]");

    private final SmallRyeConfig config;
    private final Outline outline;
    private final Set<String> variables = new TreeSet<>();
    private final Set<String> known = new TreeSet<>();
    private final Set<String> lists = new TreeSet<>();
    private final List<Problem> problems = new ArrayList<>();

    Source(String file, String text, Map<String, String> environment) {
        outline = Outline.of(file, text);
        problems.addAll(outline.problems());
        var properties = new HashMap<String, String>();
        if (problems.isEmpty()) {
            new YamlConfigSource(file, text)
                    .getProperties()
                    .forEach((key, value) -> properties.put(PREFIX + key, value));
        }
        var own = new HashMap<String, String>();
        environment.forEach((name, value) -> {
            if (name.startsWith(ENVIRONMENT_PREFIX) && !OTHER_VARIABLES.contains(name)) {
                own.put(name, value);
                variables.add(name);
            }
        });
        config =
                new SmallRyeConfigBuilder()
                        .withSources(
                                new YamlConfigSource(file, properties, 100),
                                new EnvConfigSource(own, 300))
                        .build();
    }

    Section root() {
        return new Section(this, "");
    }

    /** The value as written, stripped; nothing if it is missing or empty. */
    Optional<String> value(String key) {
        known.add(key);
        return raw(key).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The same with its blanks, for secrets. */
    Optional<String> secret(String key) {
        known.add(key);
        return raw(key).filter(value -> !value.isEmpty());
    }

    private Optional<String> raw(String key) {
        return Optional.ofNullable(config.getConfigValue(PREFIX + key).getValue());
    }

    /** A list of words: YAML's, or one value with commas, as in an environment variable. */
    List<String> values(String key) {
        known.add(key);
        var values = new ArrayList<String>();
        boolean fromFile = !variables.contains(variable(key));
        if (fromFile && raw(key + "[0]").isPresent()) {
            for (int i = 0; raw(key + "[" + i + "]").isPresent(); i++) {
                values.add(raw(key + "[" + i + "]").get().strip());
            }
            return values;
        }
        for (String part : raw(key).orElse("").split(",")) {
            if (!part.isBlank()) {
                values.add(part.strip());
            }
        }
        return values;
    }

    /** How many items the list of sections has, in the file or in the environment. */
    int count(String key) {
        known.add(key);
        lists.add(key);
        int count = 0;
        while (hasItem(key + "[" + count + "]")) {
            known.add(key + "[" + count + "]");
            count++;
        }
        return count;
    }

    private boolean hasItem(String item) {
        String start = variable(item) + "_";
        if (variables.stream().anyMatch(name -> name.startsWith(start))) {
            return true;
        }
        for (String key : outline.keys()) {
            if (key.equals(item) || key.startsWith(item + ".")) {
                return true;
            }
        }
        return false;
    }

    void section(String key) {
        known.add(key);
        if (raw(key).filter(value -> !value.isBlank()).isPresent()) {
            problem(key, "is a section, not a value", "write its keys below it, indented");
        }
    }

    void problem(String key, String fault, String remedy) {
        String place = variables.contains(variable(key)) ? "" : outline.place(key);
        String name = variables.contains(variable(key)) ? variable(key) : key;
        problems.add(new Problem(name, place, fault, remedy));
    }

    /** The keys that were asked for, sections and items too. */
    Set<String> known() {
        return known;
    }

    /** Everything that is wrong, after all keys were asked for. */
    List<Problem> problems() {
        var all = new ArrayList<>(problems);
        unknownKeys(all);
        unknownVariables(all);
        all.sort(Comparator.comparingInt(Source::line));
        return all;
    }

    private static int line(Problem problem) {
        String place = problem.place();
        return place.isEmpty()
                ? Integer.MAX_VALUE
                : Integer.parseInt(place.substring(place.lastIndexOf(':') + 1));
    }

    private void unknownKeys(List<Problem> all) {
        String reported = null;
        for (String key : outline.keys()) {
            boolean inside = reported != null && key.startsWith(reported);
            if (!inside && !known.contains(key) && !known.contains(withoutLastIndex(key))) {
                reported = key;
                all.add(new Problem(key, outline.place(key), "is not a setting", remedy(key)));
            }
        }
    }

    private String remedy(String key) {
        String parent = key.substring(0, Math.max(0, key.lastIndexOf('.')));
        return lists.contains(parent)
                ? parent + " is a list: begin each of its items with '- '"
                : suggestion(key, siblings(key));
    }

    private static String withoutLastIndex(String key) {
        return key.endsWith("]") ? key.substring(0, key.lastIndexOf('[')) : key;
    }

    private List<String> siblings(String key) {
        String parent = key.substring(0, key.lastIndexOf('.') + 1);
        return known.stream()
                .filter(other -> other.startsWith(parent))
                .filter(other -> other.indexOf('.', parent.length()) < 0)
                .filter(other -> !other.endsWith("]"))
                .toList();
    }

    private void unknownVariables(List<Problem> all) {
        var names = new ArrayList<String>();
        for (String key : known) {
            if (!key.endsWith("]")) {
                names.add(variable(key));
            }
        }
        for (String name : variables) {
            if (!names.contains(name)) {
                all.add(new Problem(name, "", "is not a setting", suggestion(name, names)));
            }
        }
    }

    /** How a key is called in the environment: {@code TICKLER_MAILBOXES_0__PASSWORD}. */
    static String variable(String key) {
        return ENVIRONMENT_PREFIX + key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static String suggestion(String key, List<String> candidates) {
        String last = last(key);
        Optional<String> nearest =
                candidates.stream()
                        .filter(other ->
                                distance(last, last(other)) <= Math.max(2, last.length() / 3))
                        .min(Comparator.comparingInt(other -> distance(last, last(other))));
        if (nearest.isPresent()) {
            return "did you mean " + last(nearest.get()) + "?";
        }
        var names = new TreeSet<String>();
        candidates.forEach(other -> names.add(last(other)));
        return names.isEmpty() || names.size() > 40
                ? "remove it; config/tickler.yaml shows what there is"
                : "remove it, or use one of " + String.join(", ", names);
    }

    private static String last(String key) {
        return INDEX.matcher(key.substring(key.lastIndexOf('.') + 1)).replaceAll("");
    }

    /** Levenshtein's, without case. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
