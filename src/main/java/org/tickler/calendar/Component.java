package org.tickler.calendar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A component under construction and after: BEGIN to END with what we read of it. */
final class Component {
    private final String name;
    private final List<ContentLine> lines = new ArrayList<>();
    private final List<Component> components = new ArrayList<>();

    /**
     * @param name in upper case
     */
    Component(String name) {
        this.name = name;
    }

    String name() {
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
    Optional<ContentLine> first(String property) {
        return lines.stream().filter(line -> line.name().equals(property)).findFirst();
    }

    List<ContentLine> all(String property) {
        return lines.stream().filter(line -> line.name().equals(property)).toList();
    }

    List<Component> components() {
        return List.copyOf(components);
    }

    List<Component> components(String componentName) {
        return components.stream().filter(c -> c.name().equals(componentName)).toList();
    }
}
