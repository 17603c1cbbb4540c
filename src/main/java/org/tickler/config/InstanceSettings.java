package org.tickler.config;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What this installation is called.
 *
 * @param name stands in the From of mails and on the page
 * @param publicUrl where people reach the page, without a slash at the end
 * @param domain the right-hand side of our Message-IDs and UIDs
 * @param place names where it runs, so that a copy elsewhere is known for one; may be empty
 * @param seal the file that remembers how far the database had come, or null for the usual one in
 *     the database's folder
 */
public record InstanceSettings(
        String name, URI publicUrl, String domain, String place, @Nullable Path seal) {
    /** Of no named place. */
    public InstanceSettings(String name, URI publicUrl, String domain) {
        this(name, publicUrl, domain, "", null);
    }
}
