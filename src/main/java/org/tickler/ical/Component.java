package org.tickler.ical;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A component from BEGIN to END with what was kept of it. Not changed once it is parsed. */
public final class Component {
    private final String name;
    private final List<ContentLine> lines = new ArrayList<>();
    private final List<Component> components = new ArrayList<>();

    /**
     * @param name in upper case
     */
    Component(String name) {
        this.name = name;
    }

    /** In upper case, such as {@code VEVENT}. */
    public String name() {
        return name;
    }

    void add(ContentLine line) {
        lines.add(line);
    }

    void add(Component component) {
        components.add(component);
    }

    int size() {
        return lines.size();
    }

    /** The first property of this upper-case name. */
    public Optional<ContentLine> first(String property) {
        return lines.stream().filter(line -> line.name().equals(property)).findFirst();
    }

    /** All properties of this upper-case name, in order. */
    public List<ContentLine> all(String property) {
        return lines.stream().filter(line -> line.name().equals(property)).toList();
    }

    public List<Component> components() {
        return List.copyOf(components);
    }

    /** The inner components of this upper-case name, in order. */
    public List<Component> components(String componentName) {
        return components.stream().filter(c -> c.name().equals(componentName)).toList();
    }
}
