package org.tickler.inspect;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON lines in UTF-8: one object per input, in input order, nothing else on standard output. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /**
     * @throws tools.jackson.core.JacksonException if {@code line} is not JSON
     */
    public static JsonNode parse(String line) {
        return MAPPER.readTree(line);
    }

    /** Prints {@code node} as one line. */
    public static void print(JsonNode node, PrintStream out) {
        byte[] line = (MAPPER.writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(line, 0, line.length);
        out.flush();
    }
}
