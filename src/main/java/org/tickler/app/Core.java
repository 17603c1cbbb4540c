package org.tickler.app;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.tickler.answer.Answering;
import org.tickler.answer.CalendarHandler;
import org.tickler.answer.DeliveryHandler;
import org.tickler.answer.EventOutcomes;
import org.tickler.answer.Impostors;
import org.tickler.answer.InvitationReplies;
import org.tickler.answer.MailboxRules;
import org.tickler.answer.Recognition;
import org.tickler.answer.ReplyHandler;
import org.tickler.answer.Responses;
import org.tickler.answer.SubjectCommands;
import org.tickler.config.Policies;
import org.tickler.dates.DateFinder;
import org.tickler.extract.Extractor;
import org.tickler.feed.Feeds;
import org.tickler.guard.Holds;
import org.tickler.guard.OutboxWaiting;
import org.tickler.intake.Handlers;
import org.tickler.intake.Housekeeping;
import org.tickler.intake.Intake;
import org.tickler.intake.SourceHandler;
import org.tickler.invite.Answers;
import org.tickler.invite.InvitationMail;
import org.tickler.invite.Invites;
import org.tickler.invite.WordChanges;
import org.tickler.letter.Letters;
import org.tickler.mail.OwnIdentity;
import org.tickler.model.ModelReader;
import org.tickler.outbox.MailIdentity;
import org.tickler.outbox.Outbox;
import org.tickler.outbox.SentMails;
import org.tickler.outbox.Tokens;
import org.tickler.remind.DaysOff;
import org.tickler.remind.Digests;
import org.tickler.remind.DueSlots;
import org.tickler.remind.MailLimits;
import org.tickler.remind.ReminderPolicy;
import org.tickler.remind.Reminders;
import org.tickler.remind.Sweeper;
import org.tickler.reply.ReplyGrammar;
import org.tickler.rsvp.RsvpReader;
import org.tickler.tracker.CommandRunner;
import org.tickler.tracker.Nudges;
import org.tickler.tracker.Proposals;
import org.tickler.tracker.Tracker;
import org.tickler.trust.Confirmations;

/**
 * Everything between a stored message and an outbox row, over one database and one clock: what the
 * service, the demo, the command line and the tests share. No sockets, no threads of its own.
 */
public final class Core {
    private final Jdbi jdbi;
    private final InstantSource clock;
    private final Outbox outbox;
    private final Tracker tracker;
    private final Proposals proposals;
    private final Extractor extractor;
    private final Digests digests;
    private final Sweeper sweeper;
    private final WordChanges wordChanges;
    private final Intake intake;
    private final Holds holds;
    private final Housekeeping housekeeping;
    private final CommandRunner commands;
    private final ReplyGrammar grammar;
    private final Feeds feeds;
    private final DaysOff daysOff;
    private final Map<String, ModelReader> models = new TreeMap<>();

    /** With proposals mailed at once, otherwise as the other. */
    public Core(
            Jdbi jdbi,
            InstantSource clock,
            MailIdentity identity,
            Tokens tokens,
            OwnIdentity own,
            ReminderPolicy policy,
            Map<String, MailboxRules> rules) {
        this(
                jdbi,
                clock,
                identity,
                tokens,
                own,
                policy,
                rules,
                false,
                MailLimits.NONE,
                Policies.Limits.USUAL);
    }

    /**
     * @param own what tells our own mail from others'
     * @param rules by mailbox name
     * @param proposalsInDigest whether proposals wait for the owner's next morning
     * @param mails how much people are reminded
     * @param limits how much is taken in and answered
     */
    public Core(
            Jdbi jdbi,
            InstantSource clock,
            MailIdentity identity,
            Tokens tokens,
            OwnIdentity own,
            ReminderPolicy policy,
            Map<String, MailboxRules> rules,
            boolean proposalsInDigest,
            MailLimits mails,
            Policies.Limits limits) {
        this.jdbi = jdbi;
        this.clock = clock;
        outbox = new Outbox(identity, tokens, new Letters(), clock);
        var reminders = new Reminders(policy);
        var invitationMail = new InvitationMail(outbox, identity);
        var invites = new Invites(invitationMail, UUID::randomUUID);
        wordChanges = new WordChanges(jdbi, clock, invites);
        tracker = new Tracker(clock, reminders, invites);
        proposals = new Proposals(clock, tracker, outbox, proposalsInDigest, limits);
        digests = new Digests(jdbi, clock, outbox);
        daysOff = new DaysOff(jdbi, clock, reminders);
        sweeper = new Sweeper(jdbi, clock, outbox, reminders, digests, mails);
        holds = new Holds(jdbi, clock, List.of(new OutboxWaiting(), new DueSlots()));
        var dates = new DateFinder();
        extractor = new Extractor(dates);
        var sentMails = new SentMails(tokens);
        var answering = new Answering(outbox, clock, limits);
        var impostors = new Impostors(answering);
        grammar = new ReplyGrammar(dates);
        commands = new CommandRunner(clock, tracker, new Nudges(clock, tracker, outbox));
        var answers = new Answers(invitationMail);
        var outcomes = new EventOutcomes(tracker, answering);
        var handlers =
                new Handlers(
                        new SubjectCommands(grammar, commands, answering),
                        new SourceHandler(extractor, proposals, impostors),
                        new ReplyHandler(
                                new Recognition(sentMails),
                                grammar,
                                commands,
                                digests,
                                new Responses(answering, tracker),
                                new InvitationReplies(
                                        new RsvpReader(dates), answers, outcomes, clock),
                                sentMails,
                                new Confirmations(clock),
                                impostors),
                        new CalendarHandler(clock, answers, proposals, outcomes, impostors),
                        new DeliveryHandler(sentMails, answering));
        String publicUrl = identity.publicUrl();
        feeds = new Feeds(jdbi, clock, tokens, publicUrl == null ? "" : publicUrl);
        housekeeping = new Housekeeping(jdbi, clock);
        intake = new Intake(jdbi, clock, own, rules, handlers);
        rules.forEach((mailbox, rule) -> {
            if (rule.model() != null) {
                models.put(mailbox, rule.model());
            }
        });
    }

    /** The models that are asked, by mailbox; whoever stops the intake closes them. */
    public Map<String, ModelReader> models() {
        return models;
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    public InstantSource clock() {
        return clock;
    }

    public Outbox outbox() {
        return outbox;
    }

    public Tracker tracker() {
        return tracker;
    }

    public Proposals proposals() {
        return proposals;
    }

    public Extractor extractor() {
        return extractor;
    }

    public Digests digests() {
        return digests;
    }

    public Sweeper sweeper() {
        return sweeper;
    }

    public WordChanges wordChanges() {
        return wordChanges;
    }

    public CommandRunner commands() {
        return commands;
    }

    public ReplyGrammar grammar() {
        return grammar;
    }

    public Intake intake() {
        return intake;
    }

    public DaysOff daysOff() {
        return daysOff;
    }

    public Feeds feeds() {
        return feeds;
    }

    public Holds holds() {
        return holds;
    }

    public Housekeeping housekeeping() {
        return housekeeping;
    }
}
