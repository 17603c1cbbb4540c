package org.tickler.watch;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MessageId;
import org.tickler.outbox.SelfMail;
import org.tickler.smtp.SmtpSender;

/** Tells alarms by mail over a server of its own, past the outbox, which may be what is wrong. */
public final class AlarmMail implements AlarmChannel {
    private final SmtpSender sender;
    private final EmailAddress from;
    private final List<EmailAddress> to;
    private final InstantSource clock;

    public AlarmMail(
            SmtpSender sender, EmailAddress from, List<EmailAddress> to, InstantSource clock) {
        this.sender = sender;
        this.from = from;
        this.to = List.copyOf(to);
        this.clock = clock;
    }

    @Override
    public void tell(String instance, List<Line> lines) throws IOException {
        String text =
                lines.stream().map(line -> "- " + line).collect(Collectors.joining("\n"))
                        + "\n\nThe page shows more under Mail, 'tickler check' tries everything.";
        int told = 0;
        String reason = "";
        for (EmailAddress address : to) {
            var id = new MessageId("<alarm." + UUID.randomUUID() + "@" + from.domain() + ">");
            byte[] raw =
                    SelfMail.write(
                            from, address, id, "alarm", clock.instant(), instance + " alarm", text);
            switch (sender.send(from, address, raw)) {
                case SmtpSender.Check.Ready _ -> told++;
                case SmtpSender.Check.Failed(String why) -> reason = why;
            }
        }
        if (told == 0) {
            throw new IOException(reason);
        }
    }
}
