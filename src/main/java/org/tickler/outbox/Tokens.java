package org.tickler.outbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.tickler.mail.EmailAddress;

/**
 * Signs and checks the token of a mail: {@code r7.k1.<26 letters>}, an HMAC-SHA-256 cut to 128 bits
 * over this installation, the mail, its addressee and the moment it was issued. It survives being
 * lower-cased, as local parts are. The newest key signs, every key verifies, so that any old mail
 * can be answered; deleting a key revokes its tokens. Other nodes heed a new or deleted key within
 * a minute. Safe for use by many threads.
 */
public final class Tokens {
    /** What {@link #issue} returns, wherever it stands. */
    private static final Pattern FORM =
            Pattern.compile("r(\\d{1,18})\\.k(\\d{1,9})\\.([a-z2-7]{26})");

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNATURE_BYTES = 16;
    private static final int DERIVED_BYTES = 20;
    private static final int KEY_BYTES = 32;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    /** For how long keys are not looked at again. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final UUID instance;
    private final AtomicReference<Instant> loadedAt;
    private volatile TreeMap<Integer, byte[]> keys;

    private Tokens(Jdbi jdbi, InstantSource clock, UUID instance, TreeMap<Integer, byte[]> keys) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.loadedAt = new AtomicReference<>(clock.instant());
        this.instance = instance;
        this.keys = keys;
    }

    /** A token taken apart; nothing is checked yet. */
    record Token(long outboxId, int keyVersion, String signature) {}

    /** The keys of this database; the first use creates them and the installation's number. */
    public static Tokens open(Jdbi jdbi, InstantSource clock) {
        return jdbi.inTransaction(handle -> {
            var store = handle.attach(TokenStore.class);
            Instant now = clock.instant();
            store.addInstance(UUID.randomUUID(), now);
            if (store.keys().isEmpty()) {
                store.addKey(1, newSecret(), now);
            }
            return new Tokens(jdbi, clock, store.instance(), load(store));
        });
    }

    private static byte[] newSecret() {
        byte[] secret = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    /** A signing key as the operator sees it. */
    public record KeyAge(int version, Instant createdAt) {}

    /** The keys, oldest first; the last one signs. */
    public List<KeyAge> ages() {
        return jdbi.withExtension(TokenStore.class, TokenStore::ages);
    }

    /** From now on mails are signed with a new key; what the old ones signed stays valid. */
    public int rotate() {
        return jdbi.inTransaction(handle -> {
            var store = handle.attach(TokenStore.class);
            store.lock();
            int version = store.ages().getLast().version() + 1;
            store.addKey(version, newSecret(), clock.instant());
            keys = load(store);
            return version;
        });
    }

    /**
     * Forgets a key: nothing that it signed is believed any more.
     *
     * @return false if there is no such key, or it is the one that signs
     */
    public boolean revoke(int version) {
        return jdbi.inTransaction(handle -> {
            var store = handle.attach(TokenStore.class);
            store.lock();
            boolean deleted = store.deleteOldKey(version) == 1;
            keys = load(store);
            return deleted;
        });
    }

    /** One thread looks again at a time, so that waiting for a connection stops nobody else. */
    private void refresh() {
        Instant last = loadedAt.get();
        Instant now = clock.instant();
        if (Duration.between(last, now).abs().compareTo(FRESH) > 0
                && loadedAt.compareAndSet(last, now)) {
            keys = jdbi.withExtension(TokenStore.class, Tokens::load);
        }
    }

    private static TreeMap<Integer, byte[]> load(TokenStore store) {
        var keys = new TreeMap<Integer, byte[]>();
        store.keys().forEach(key -> keys.put(key.version(), key.secret()));
        return keys;
    }

    /** This installation, the same for the life of its database. */
    public UUID instance() {
        return instance;
    }

    /** The version of the key that signs. */
    public int newestKey() {
        return keys.lastKey();
    }

    /**
     * Letters that nobody else can guess, the same whenever they are asked for: 160 bits of an
     * HMAC-SHA-256, for addresses that must be shown again but not be stored.
     *
     * @param purpose what they are for; must begin with a name of its own
     * @throws IllegalArgumentException if there is no key of this version
     */
    public String derive(int keyVersion, String purpose) {
        byte[] key = keys.get(keyVersion);
        if (key == null) {
            keys = jdbi.withExtension(TokenStore.class, Tokens::load);
            key = keys.get(keyVersion);
        }
        if (key == null) {
            throw new IllegalArgumentException("there is no key " + keyVersion);
        }
        return base32(Arrays.copyOf(hmac(key, purpose + "\n" + instance), DERIVED_BYTES));
    }

    String issue(long outboxId, EmailAddress addressee, Instant issuedAt) {
        refresh();
        Map.Entry<Integer, byte[]> newest = keys.lastEntry();
        return "r"
                + outboxId
                + ".k"
                + newest.getKey()
                + "."
                + sign(newest.getValue(), outboxId, addressee, issuedAt);
    }

    /** Finds a token in a sub-address, a Message-ID or a marker; letter case does not count. */
    static Optional<Token> parse(String text) {
        var found = FORM.matcher(text.toLowerCase(Locale.ROOT));
        return found.find()
                ? Optional.of(
                        new Token(
                                Long.parseLong(found.group(1)),
                                Integer.parseInt(found.group(2)),
                                found.group(3)))
                : Optional.empty();
    }

    /** Whether {@code token} was issued for this addressee at this moment. */
    boolean verify(Token token, EmailAddress addressee, Instant issuedAt) {
        refresh();
        byte[] key = keys.get(token.keyVersion());
        if (key == null) {
            // Another node may have made a new key since we looked.
            keys = jdbi.withExtension(TokenStore.class, Tokens::load);
            key = keys.get(token.keyVersion());
        }
        return key != null
                && MessageDigest.isEqual(
                        bytes(sign(key, token.outboxId(), addressee, issuedAt)),
                        bytes(token.signature()));
    }

    private String sign(byte[] key, long outboxId, EmailAddress addressee, Instant issuedAt) {
        String signed =
                String.join(
                        "\n",
                        "tickler-mail",
                        instance.toString(),
                        Long.toString(outboxId),
                        addressee.value(),
                        Long.toString(issuedAt.getEpochSecond()));
        return base32(Arrays.copyOf(hmac(key, signed), SIGNATURE_BYTES));
    }

    private static byte[] hmac(byte[] key, String signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(bytes(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** RFC 4648, 6, in lower case and without padding. */
    static String base32(byte[] data) {
        var text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte octet : data) {
            buffer = (buffer << 8 | octet & 0xff) & 0xfff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt(buffer >> bits & 31));
            }
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt(buffer << 5 - bits & 31));
        }
        return text.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The installation's number and its signing keys. */
    public interface TokenStore {
        /** A key of the tokens; its bytes are never logged. */
        record Key(int version, byte[] secret) {
            @Override
            public String toString() {
                return "key " + version;
            }
        }

        @SqlUpdate(
                "insert into instance (id, created_at) values (:id, :now) on conflict (only_one) do nothing")
        void addInstance(@Bind("id") UUID id, @Bind("now") Instant now);

        @SqlQuery("select id from instance")
        UUID instance();

        @SqlUpdate(
                """
                insert into token_key (version, secret, created_at) values (:version, :secret, :now)
                on conflict (version) do nothing
                """)
        void addKey(
                @Bind("version") int version,
                @Bind("secret") byte[] secret,
                @Bind("now") Instant now);

        @SqlQuery("select version, created_at from token_key order by version")
        @RegisterConstructorMapper(KeyAge.class)
        List<KeyAge> ages();

        /** Keys are changed by one at a time; reading them goes on. */
        @SqlUpdate("lock table token_key in exclusive mode")
        void lock();

        @SqlUpdate(
                """
                delete from token_key where version = :version and version < (select max(version) from token_key)
                """)
        int deleteOldKey(@Bind("version") int version);

        @SqlQuery("select version, secret from token_key order by version")
        @RegisterConstructorMapper(Key.class)
        List<Key> keys();
    }
}
