package org.tickler.web;

import io.helidon.common.parameters.Parameters;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Words that a form carries and that are good for one post: a page elsewhere cannot know one, and a
 * form that is sent twice acts once. Safe for use by many threads.
 */
final class FormNonces {
    private static final int REMEMBERED = 4096;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Boolean> issued =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > REMEMBERED;
                }
            };

    synchronized String issue() {
        byte[] bytes = new byte[18];
        random.nextBytes(bytes);
        String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        issued.put(nonce, true);
        return nonce;
    }

    /** What a nonce that comes back is worth. */
    enum Worth {
        GOOD,
        /** The form was sent before: do nothing again. */
        USED,
        /** Not from here, or from a page that is too old. */
        UNKNOWN
    }

    synchronized Worth redeem(String nonce) {
        Boolean good = issued.replace(nonce, false);
        return good == null ? Worth.UNKNOWN : good ? Worth.GOOD : Worth.USED;
    }

    /**
     * Reads a form that came from a page of ours.
     *
     * @throws HttpException if a browser says that it came from elsewhere
     */
    static Parameters form(ServerRequest request) {
        String site = request.headers().first(HeaderNames.create("Sec-Fetch-Site")).orElse("");
        if (site.equals("cross-site") || site.equals("same-site")) {
            throw new HttpException("a form of another site", Status.FORBIDDEN_403);
        }
        return request.content().as(Parameters.class);
    }

    /**
     * Whether to do what the form asks for; a form that was sent twice acts once.
     *
     * @throws HttpException if the form did not come from a page of ours
     */
    boolean accept(Parameters form) {
        return switch (redeem(form.first("nonce").orElse(""))) {
            case GOOD -> true;
            case USED -> false;
            case UNKNOWN ->
                    throw new HttpException(
                            "the form is too old; reload its page", Status.FORBIDDEN_403);
        };
    }
}
