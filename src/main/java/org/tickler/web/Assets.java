package org.tickler.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.CRC32;

/** The style sheet and the icon: class-path resources, kept in memory. */
final class Assets implements HttpService {
    private record Asset(byte[] bytes, String type, String tag) {}

    @Override
    public void routing(HttpRules rules) {
        serve(rules, "tickler.css", "text/css; charset=utf-8");
        serve(rules, "tickler.svg", "image/svg+xml");
    }

    private static void serve(HttpRules rules, String name, String type) {
        Asset asset = load(name, type);
        Pages.read(rules, "/assets/" + name, (request, response) -> send(request, response, asset));
    }

    private static void send(ServerRequest request, ServerResponse response, Asset asset) {
        // Asked for again each time, sent only when it changed (RFC 9110, 13.1.2).
        response.header(HeaderNames.CACHE_CONTROL, "no-cache")
                .header(HeaderNames.ETAG, asset.tag());
        if (request.headers().first(HeaderNames.IF_NONE_MATCH).orElse("").equals(asset.tag())) {
            response.status(Status.NOT_MODIFIED_304).send();
        } else {
            response.header(HeaderNames.CONTENT_TYPE, asset.type()).send(asset.bytes());
        }
    }

    private static Asset load(String name, String type) {
        try (var stream = Objects.requireNonNull(Assets.class.getResourceAsStream(name), name)) {
            byte[] bytes = stream.readAllBytes();
            var sum = new CRC32();
            sum.update(bytes);
            return new Asset(
                    bytes, type, '"' + HexFormat.of().toHexDigits((int) sum.getValue()) + '"');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
