package org.tickler.config;

import java.net.URI;
import java.time.Duration;

/**
 * A model endpoint of the kind of OpenAI's chat completions, asked for one mailbox.
 *
 * @param url where its API begins, without a slash at the end, such as {@code
 *     http://127.0.0.1:11434/v1}
 * @param name what the server calls the model
 * @param key sent as a bearer token; may be {@link Secret#NONE}
 * @param timeout for one call from begin to end
 * @param callsPerDay the most calls of all nodes on one day (UTC)
 * @param charactersPerDay the most characters sent and received by all nodes on one day (UTC)
 */
public record ModelSettings(
        URI url,
        String name,
        Secret key,
        Duration timeout,
        int callsPerDay,
        int charactersPerDay) {}
