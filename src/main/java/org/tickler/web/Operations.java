package org.tickler.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.tickler.watch.Health;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** What machines ask for: health and figures. */
final class Operations implements HttpService {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final Health health;
    private final Metrics metrics;

    Operations(Health health, Metrics metrics) {
        this.health = health;
        this.metrics = metrics;
    }

    @Override
    public void routing(HttpRules rules) {
        Pages.read(rules, "/health", this::health, this::healthHead);
        Pages.read(
                rules,
                "/metrics",
                this::metrics,
                (request, response) ->
                        response.header(HeaderNames.CONTENT_TYPE, Metrics.CONTENT_TYPE).send());
    }

    private void health(ServerRequest request, ServerResponse response) {
        Health.Report report = health.check();
        begin(response, report).send(JSON.writeValueAsBytes(report.fields()));
    }

    private void healthHead(ServerRequest request, ServerResponse response) {
        begin(response, health.check()).send();
    }

    private static ServerResponse begin(ServerResponse response, Health.Report report) {
        return response.status(
                        report.status() == Health.Status.DOWN
                                ? Status.SERVICE_UNAVAILABLE_503
                                : Status.OK_200)
                .header(HeaderNames.CONTENT_TYPE, "application/json");
    }

    private void metrics(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, Metrics.CONTENT_TYPE).send(metrics.text());
    }
}
