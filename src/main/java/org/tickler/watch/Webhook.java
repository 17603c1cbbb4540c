package org.tickler.watch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.tickler.http.BoundedExchange;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells alarms by POST, as JSON: {@code text} for people, as chat services read it, and {@code
 * alarms} for machines.
 */
public final class Webhook implements AlarmChannel {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LARGEST_ANSWER = 1024 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI address;

    public Webhook(URI address) {
        this.address = address;
    }

    @Override
    public void tell(String instance, List<Line> lines) throws IOException {
        ObjectNode body = JSON.createObjectNode();
        body.put("instance", instance);
        body.put(
                "text",
                instance
                        + ": "
                        + lines.stream().map(Line::toString).collect(Collectors.joining("; ")));
        var alarms = body.putArray("alarms");
        for (Line line : lines) {
            alarms.addObject()
                    .put("name", line.name())
                    .put("words", line.words())
                    .put("over", line.over());
        }
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                        .build();
        try (var http = new BoundedExchange(PATIENCE, LARGEST_ANSWER, null)) {
            int status = http.send(request).statusCode();
            if (status / 100 != 2) {
                throw new IOException("the webhook answered " + status);
            }
        }
    }
}
