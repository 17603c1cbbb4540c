package org.tickler.trust;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.DateContext;
import org.tickler.reply.Asked;
import org.tickler.reply.Command;
import org.tickler.reply.ParsedReply;
import org.tickler.reply.ReplyContext;
import org.tickler.reply.ReplyGrammar;

/**
 * Commands that a token alone does not prove, as a forwarded mail carries its token and From is
 * easily forged. The person is asked in a mail of its own, which reaches only them; its answer
 * proves the command, once and within a week. Works within the caller's transaction.
 */
public final class Confirmations {
    private static final Duration VALID = Duration.ofDays(7);

    private final InstantSource clock;

    public Confirmations(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A command that waits for its proof.
     *
     * @param outboxId the mail that asks for it
     * @param answeredId the mail whose numbers the command means
     * @param command all of it, as it was typed
     * @param writtenAt when: dates count from there
     */
    public record Waiting(long outboxId, long answeredId, String command, Instant writtenAt) {
        /**
         * What an answer to the mail that asks says.
         *
         * @param language the person's besides English, or null
         */
        public Word word(
                String typed, ReplyGrammar grammar, @Nullable Locale language, Instant now) {
            if (words(typed).equals(words(command))) {
                return Word.YES;
            }
            var dates = new DateContext(now.atZone(ZoneOffset.UTC), null);
            ParsedReply reply =
                    grammar.parse(typed, new ReplyContext(Asked.PROPOSAL, 1, dates, language));
            if (reply.commands().size() != 1 || !reply.commands().getFirst().tasks().isEmpty()) {
                return Word.OTHER;
            }
            Command only = reply.commands().getFirst();
            boolean bare = only.when() == null && only.person() == null;
            return switch (only.verb()) {
                case CONFIRM -> bare ? Word.YES : Word.OTHER;
                case REJECT -> Word.NO;
                default -> Word.OTHER;
            };
        }

        private static String words(String text) {
            return text.strip().replaceAll("\\s+", " ");
        }
    }

    /** An answer to the mail that asks; the same words again are a yes. */
    public enum Word {
        YES,
        NO,
        OTHER
    }

    /** Keeps a command until the mail that asks for it is answered. */
    public void keep(Handle handle, Waiting waiting) {
        handle.attach(Store.class).insert(waiting, clock.instant().plus(VALID));
    }

    /** The command that the mail {@code outboxId} asks for, if it still waits. */
    public Optional<Waiting> of(Handle handle, long outboxId) {
        return handle.attach(Store.class).waiting(outboxId, clock.instant());
    }

    /** Settles it, obeyed or not; false if another answer came first. */
    public boolean settle(Handle handle, Waiting waiting) {
        return handle.attach(Store.class).settle(waiting.outboxId(), clock.instant()) == 1;
    }

    /** The table of waiting commands. */
    interface Store {
        @SqlUpdate(
                """
                insert into confirmation (outbox_id, answered_id, command, written_at, expires_at)
                values (:w.outboxId, :w.answeredId, :w.command, :w.writtenAt, :expiresAt)
                """)
        void insert(@BindMethods("w") Waiting waiting, @Bind("expiresAt") Instant expiresAt);

        @SqlQuery(
                """
                select outbox_id, answered_id, command, written_at from confirmation
                where outbox_id = :outboxId and settled_at is null and expires_at > :now
                """)
        @RegisterConstructorMapper(Waiting.class)
        Optional<Waiting> waiting(@Bind("outboxId") long outboxId, @Bind("now") Instant now);

        @SqlUpdate(
                """
                update confirmation set settled_at = :now where outbox_id = :outboxId and settled_at is null
                """)
        int settle(@Bind("outboxId") long outboxId, @Bind("now") Instant now);
    }
}
