package org.tickler.fetch;

import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.search.MessageIDTerm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.INTERNALDATE;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.jspecify.annotations.Nullable;
import org.tickler.config.MailboxSettings;

/**
 * A connection with the mailbox's folder open for reading only (EXAMINE): nothing is ever marked,
 * moved or deleted. Messages are asked for by UID and taken as the bytes that the server sends. For
 * one thread at a time, except {@link #nudge}. Failures of the world are {@link ImapFailure}.
 */
final class ImapConnection implements AutoCloseable {
    /** A message in the folder and how large the server says it is. */
    record Listed(long uid, long size) {}

    /** A message as the server sent it; {@code raw} is null if it did not give one. */
    record Fetched(long uid, @Nullable Instant received, byte @Nullable [] raw) {
        boolean isGiven() {
            return raw != null && raw.length > 0;
        }

        /** A server whose clock is ahead of ours cannot have received a mail in the future. */
        Instant receivedBefore(Instant now) {
            return received == null || received.isAfter(now) ? now : received;
        }
    }

    private static final int HEADER_LIMIT = 65_536;
    private static final List<String> PASSING =
            List.of("UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG", "CONTACTADMIN", "OVERQUOTA");

    private final MailboxSettings mailbox;
    private final Store store;
    private final IMAPFolder folder;

    ImapConnection(MailboxSettings mailbox, Store store, IMAPFolder folder) {
        this.mailbox = mailbox;
        this.store = store;
        this.folder = folder;
    }

    /** Over a connection of its own; who opens many has an {@link ImapAccount}. */
    static ImapConnection open(MailboxSettings mailbox) {
        return new ImapAccount(mailbox, mailbox.timeout()).open();
    }

    long uidValidity() {
        return ask(folder::getUIDValidity);
    }

    /** The UID that the next message will get, or -1 if the server does not tell. */
    long uidNext() {
        return ask(folder::getUIDNext);
    }

    /** How many messages there are now, asked anew. */
    int count() {
        return ask(folder::getMessageCount);
    }

    boolean holds(String messageId) {
        return ask(() -> folder.search(new MessageIDTerm(messageId)).length > 0);
    }

    /** The messages with a UID above {@code uid}, lowest first. */
    List<Listed> after(long uid) {
        var listed = new ArrayList<Listed>();
        for (Response response : command("UID FETCH " + (uid + 1) + ":* (UID RFC822.SIZE)")) {
            if (response instanceof FetchResponse fetched) {
                @Nullable UID number = fetched.getItem(UID.class);
                @Nullable RFC822SIZE size = fetched.getItem(RFC822SIZE.class);
                // "n:*" always means the last message at least, even if its UID is below n (RFC
                // 9051).
                if (number != null && number.uid > uid) {
                    listed.add(new Listed(number.uid, size == null ? 0 : size.size));
                }
            }
        }
        listed.sort(Comparator.comparingLong(Listed::uid));
        return listed;
    }

    /** Which of the messages are there still. */
    List<Long> present(List<Long> uids) {
        var there = new ArrayList<Long>();
        for (Response response : command("UID FETCH " + set(uids) + " (UID)")) {
            if (response instanceof FetchResponse fetched) {
                @Nullable UID number = fetched.getItem(UID.class);
                if (number != null && uids.contains(number.uid)) {
                    there.add(number.uid);
                }
            }
        }
        return there;
    }

    /** The whole messages; one that is gone meanwhile is left out. */
    List<Fetched> fetch(List<Long> uids) {
        try {
            return bodies(tryCommand(fetchCommand(uids, "BODY.PEEK[]")));
        } catch (CommandFailedException e) {
            if (isPassing(e)) {
                throw ImapFailure.of(mailbox, e);
            }
            return uids.size() == 1
                    ? List.of(new Fetched(uids.getFirst(), null, null))
                    : oneByOne(uids);
        } catch (MessagingException e) {
            throw ImapFailure.of(mailbox, e);
        }
    }

    /** Whether the server says that it is the time that is wrong, not the message (RFC 5530). */
    private static boolean isPassing(CommandFailedException e) {
        String said = String.valueOf(e.getMessage()).toUpperCase(Locale.ROOT);
        return PASSING.stream().anyMatch(code -> said.contains("[" + code));
    }

    /** One message that the server cannot read must not stop the others. */
    private List<Fetched> oneByOne(List<Long> uids) {
        var all = new ArrayList<Fetched>();
        for (long uid : uids) {
            all.addAll(fetch(List.of(uid)));
        }
        return all;
    }

    /** The beginning of a message that is too large to be taken whole. */
    List<Fetched> fetchHeader(long uid) {
        String section = "BODY.PEEK[HEADER]<0." + HEADER_LIMIT + ">";
        return bodies(command(fetchCommand(List.of(uid), section)));
    }

    private static String fetchCommand(List<Long> uids, String section) {
        return "UID FETCH " + set(uids) + " (UID INTERNALDATE " + section + ")";
    }

    private static String set(List<Long> uids) {
        return uids.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static List<Fetched> bodies(Response[] responses) {
        var fetched = new ArrayList<Fetched>();
        for (Response response : responses) {
            if (response instanceof FetchResponse item) {
                @Nullable UID uid = item.getItem(UID.class);
                @Nullable BODY body = item.getItem(BODY.class);
                @Nullable INTERNALDATE date = item.getItem(INTERNALDATE.class);
                if (uid != null && body != null) {
                    byte[] raw =
                            body.getByteArray() == null ? null : body.getByteArray().getNewBytes();
                    fetched.add(new Fetched(uid.uid, instant(date), raw));
                }
            }
        }
        return fetched;
    }

    private static @Nullable Instant instant(@Nullable INTERNALDATE item) {
        @Nullable Date date = item == null ? null : item.getDate();
        return date == null ? null : date.toInstant();
    }

    private Response[] command(String command) {
        try {
            return tryCommand(command);
        } catch (CommandFailedException | MessagingException e) {
            throw ImapFailure.of(mailbox, e);
        }
    }

    private Response[] tryCommand(String command)
            throws MessagingException, CommandFailedException {
        var refused = new ArrayList<CommandFailedException>(1);
        var answer =
                (Response[])
                        folder.doCommand(protocol -> {
                            try {
                                return send(protocol, command);
                            } catch (CommandFailedException e) {
                                refused.add(e);
                                return new Response[0];
                            }
                        });
        if (!refused.isEmpty()) {
            throw refused.getFirst();
        }
        return answer;
    }

    private static Response[] send(IMAPProtocol protocol, String command) throws ProtocolException {
        Response[] responses = protocol.command(command, null);
        Response last = responses[responses.length - 1];
        protocol.notifyResponseHandlers(responses);
        protocol.handleResult(last);
        return responses;
    }

    /** Waits until the server has something to say (RFC 2177). */
    void idle() {
        try {
            folder.idle(true);
        } catch (MessagingException e) {
            throw ImapFailure.of(mailbox, e);
        }
    }

    /** Ends an {@link #idle} of another thread by asking the server something. */
    void nudge() {
        if (!folder.isOpen()) {
            throw ImapFailure.of(mailbox, new MessagingException("the connection is closed"));
        }
    }

    @Override
    public void close() {
        ImapAccount.close(store);
    }

    private interface Question<T> {
        T ask() throws MessagingException;
    }

    private <T> T ask(Question<T> question) {
        try {
            return question.ask();
        } catch (MessagingException e) {
            throw ImapFailure.of(mailbox, e);
        }
    }
}
