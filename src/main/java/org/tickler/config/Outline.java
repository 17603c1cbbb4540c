package org.tickler.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The keys of a YAML file with their lines, for messages: SmallRye's flat properties have lost
 * them, and a key written twice with them.
 */
final class Outline {
    private final String file;
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private Outline(String file) {
        this.file = file;
    }

    static Outline of(String file, String text) {
        var outline = new Outline(file);
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root instanceof MappingNode mapping) {
                outline.walk("", mapping);
            } else if (root != null) {
                outline.add(
                        "(file)",
                        1,
                        "is not a list of keys",
                        "begin with a line such as 'people:'");
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            outline.add("(file)", line, "is not YAML: " + e.getProblem(), "correct the line");
        } catch (YAMLException e) {
            outline.add("(file)", 1, "is not YAML: " + e.getMessage(), "correct it");
        }
        return outline;
    }

    private void walk(String path, Node node) {
        switch (node) {
            case MappingNode mapping -> {
                for (var entry : mapping.getValue()) {
                    String name =
                            entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
                    String key = path.isEmpty() ? name : path + "." + name;
                    int line = entry.getKeyNode().getStartMark().getLine() + 1;
                    if (lines.putIfAbsent(key, line) != null) {
                        add(key, line, "is there twice", "keep one of them");
                    }
                    walk(key, entry.getValueNode());
                }
            }
            case SequenceNode sequence -> {
                int index = 0;
                for (Node item : sequence.getValue()) {
                    String key = path + "[" + index++ + "]";
                    lines.put(key, item.getStartMark().getLine() + 1);
                    walk(key, item);
                }
            }
            default -> {}
        }
    }

    private void add(String key, int line, String fault, String remedy) {
        problems.add(new Problem(key, file + ":" + line, fault, remedy));
    }

    /** All keys of the file, sections and list items too, in its order. */
    Iterable<String> keys() {
        return lines.keySet();
    }

    List<Problem> problems() {
        return problems;
    }

    /** {@code file:line} of a key or of its nearest parent, or empty. */
    String place(String key) {
        String known = key;
        while (!lines.containsKey(known)) {
            int end = Math.max(known.lastIndexOf('.'), known.lastIndexOf('['));
            if (end <= 0) {
                return "";
            }
            known = known.substring(0, end);
        }
        return file + ":" + lines.get(known);
    }
}
