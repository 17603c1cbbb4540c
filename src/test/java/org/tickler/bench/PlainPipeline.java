package org.tickler.bench;

import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;

/**
 * The least that any such program does: fetch whole mails in batches, parse them, store the raw
 * bytes and a few fields, commit each. It finds no tasks and checks nothing.
 */
final class PlainPipeline {
    private static final int BATCH = 50;

    private PlainPipeline() {}

    static int run(DataSource database, String user)
            throws MessagingException, SQLException, IOException {
        var session = Session.getInstance(new Properties());
        try (Connection connection = database.getConnection();
                var store = session.getStore("imap")) {
            try (var statement = connection.createStatement()) {
                statement.execute("drop table if exists plain_mail");
                statement.execute(
                        "create table plain_mail (id bigserial primary key, uid bigint, message_id text unique,"
                                + " subject text, sender text, body text, raw bytea)");
            }
            connection.setAutoCommit(false);
            store.connect("127.0.0.1", Rig.IMAP, user, "secret");
            var folder = (IMAPFolder) store.getFolder("INBOX");
            folder.open(Folder.READ_ONLY);
            int count = folder.getMessageCount();
            for (int from = 1; from <= count; from += BATCH) {
                batch(connection, folder, from, Math.min(count, from + BATCH - 1));
            }
            return count;
        }
    }

    private static void batch(Connection connection, IMAPFolder folder, int from, int to)
            throws MessagingException, SQLException, IOException {
        Message[] messages = folder.getMessages(from, to);
        var profile = new FetchProfile();
        profile.add(UIDFolder.FetchProfileItem.UID);
        profile.add(IMAPFolder.FetchProfileItem.MESSAGE);
        folder.fetch(messages, profile);
        try (var insert =
                connection.prepareStatement(
                        "insert into plain_mail (uid, message_id, subject, sender, body, raw)"
                                + " values (?, ?, ?, ?, ?, ?) on conflict do nothing")) {
            for (Message message : messages) {
                var bytes = new ByteArrayOutputStream();
                message.writeTo(bytes);
                var mail = new MimeMessage(null, new ByteArrayInputStream(bytes.toByteArray()));
                insert.setLong(1, folder.getUID(message));
                insert.setString(2, mail.getMessageID());
                insert.setString(3, mail.getSubject());
                insert.setString(4, mail.getFrom()[0].toString());
                insert.setString(5, text(mail));
                insert.setBytes(6, bytes.toByteArray());
                insert.execute();
                connection.commit();
                ((IMAPMessage) message).invalidateHeaders();
            }
        }
    }

    private static String text(Part part) throws MessagingException, IOException {
        if (part.isMimeType("text/plain")) {
            return part.getContent().toString();
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                String text = text(parts.getBodyPart(i));
                if (!text.isEmpty()) {
                    return text;
                }
            }
        }
        return "";
    }
}
