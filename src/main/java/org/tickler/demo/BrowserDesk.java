package org.tickler.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tickler.demo.Cast.Player;
import org.tickler.mail.MailPart;
import org.tickler.mail.NamedAddress;
import org.tickler.mail.ParsedMail;
import org.tickler.web.DemoDesk;

/**
 * The demonstration's mailboxes in the browser. One visitor acts at a time; each action lets the
 * tracker do its round.
 */
final class BrowserDesk implements DemoDesk {
    /** An answer comes in with one round, and what it sets off leaves with it. */
    private static final int ROUNDS = 2;

    private final World world;

    BrowserDesk(World world) {
        this.world = world;
    }

    @Override
    public List<Mailbox> mailboxes() {
        return Cast.players().stream()
                .map(player -> new Mailbox(id(player), player.name(), player.address().value()))
                .toList();
    }

    @Override
    public synchronized List<Message> messages(String mailboxId) {
        Optional<Player> player = player(mailboxId);
        if (player.isEmpty()) {
            return List.of();
        }
        var messages = new ArrayList<Message>();
        int number = 0;
        for (ParsedMail mail : world.inbox(player.get().address())) {
            messages.addFirst(message(Integer.toString(++number), mail));
        }
        return messages;
    }

    private Message message(String id, ParsedMail mail) {
        @Nullable MailPart invitation = Pen.invitation(mail);
        boolean answerable = invitation != null && invitation.text().contains("METHOD:REQUEST");
        List<String> attachments =
                mail.parts().stream()
                        .filter(MailPart::attachment)
                        .map(part -> String.valueOf(part.fileName()))
                        .toList();
        return new Message(
                id,
                mail.from().isEmpty() ? "" : mail.from().getFirst().display(),
                String.join(", ", mail.to().stream().map(NamedAddress::display).toList()),
                mail.subject(),
                mail.date() == null ? world.clock().instant() : mail.date().toInstant(),
                mail.bodyText(),
                mail.html().isBlank() ? null : mail.html(),
                answerable,
                attachments);
    }

    @Override
    public synchronized void answer(String mailboxId, String messageId, String text) {
        world.answer(known(mailboxId), mail(mailboxId, messageId), text);
        rounds();
    }

    @Override
    public synchronized void answerInvitation(String mailboxId, String messageId, Answer answer) {
        world.answerInvitation(known(mailboxId), mail(mailboxId, messageId), answer.name());
        rounds();
    }

    @Override
    public synchronized void moveClock(Duration step) {
        world.clock().move(step);
        rounds();
    }

    private void rounds() {
        for (int round = 0; round < ROUNDS; round++) {
            world.turn();
        }
    }

    @Override
    public Instant now() {
        return world.clock().instant();
    }

    private ParsedMail mail(String mailboxId, String messageId) {
        List<ParsedMail> inbox = world.inbox(known(mailboxId).address());
        try {
            int number = Integer.parseInt(messageId);
            if (number >= 1 && number <= inbox.size()) {
                return inbox.get(number - 1);
            }
        } catch (NumberFormatException notANumber) {
            // as unknown as a number that is too high
        }
        throw new IllegalArgumentException("there is no mail " + messageId + " in that mailbox");
    }

    private static Player known(String mailboxId) {
        return player(mailboxId)
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no mailbox " + mailboxId));
    }

    private static Optional<Player> player(String mailboxId) {
        return Cast.players().stream().filter(player -> id(player).equals(mailboxId)).findFirst();
    }

    private static String id(Player player) {
        return player.address().localPart();
    }
}
