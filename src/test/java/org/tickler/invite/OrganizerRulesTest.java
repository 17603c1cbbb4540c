package org.tickler.invite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tickler.calendar.CalendarMessage;
import org.tickler.calendar.EventTime;
import org.tickler.calendar.Method;
import org.tickler.calendar.PartStat;
import org.tickler.invite.OrganizerRules.Event;
import org.tickler.invite.OrganizerRules.Guest;
import org.tickler.invite.OrganizerRules.Revision;
import org.tickler.invite.OrganizerRules.Verdict;
import org.tickler.mail.EmailAddress;

class OrganizerRulesTest {
    private static final EmailAddress ANA = new EmailAddress("ana@client.example");
    private static final EmailAddress ANA_TOO = new EmailAddress("a.ruiz@client.example");
    private static final EmailAddress EVE = new EmailAddress("eve@evil.example");
    private static final Instant NOON = Instant.parse("2026-01-06T12:00:00Z");
    private static final Event EVENT =
            new Event(true, List.of(new Revision(0, at(10)), new Revision(2, at(11))));
    private static final Guest GUEST =
            new Guest(ANA, Set.of(ANA_TOO), true, PartStat.NEEDS_ACTION, -1, null, null);

    @Test
    void answerToTheCurrentTimeShouldCountWithAnyOrNoSequence() {
        for (Integer sequence : new Integer[] {null, 0, 2, 9}) {
            assertThat(judge(reply(PartStat.ACCEPTED, sequence, at(11), NOON), ANA))
                    .isEqualTo(new Verdict.Answered(GUEST, PartStat.ACCEPTED, 2, NOON));
        }
    }

    @Test
    void answerToAnOldTimeShouldChangeNothing() {
        assertThat(judge(reply(PartStat.ACCEPTED, 2, at(10), NOON), ANA))
                .isEqualTo(new Verdict.OldTime(GUEST));
        assertThat(judge(reply(PartStat.ACCEPTED, 0, null, NOON), ANA))
                .isEqualTo(new Verdict.OldTime(GUEST));
    }

    @Test
    void acceptedOtherTimeShouldBeAProposal() {
        assertThat(judge(reply(PartStat.ACCEPTED, 2, at(15), NOON), ANA))
                .isEqualTo(new Verdict.Countered(GUEST, PartStat.TENTATIVE, at(15), 2, NOON));
        assertThat(judge(reply(PartStat.DECLINED, 2, at(15), NOON), ANA))
                .isEqualTo(new Verdict.Answered(GUEST, PartStat.DECLINED, 2, NOON));
    }

    @Test
    void counterShouldNeedATimeAndTheCurrentSequence() {
        assertThat(judge(message(Method.COUNTER, PartStat.TENTATIVE, 2, at(15), NOON), ANA))
                .isInstanceOf(Verdict.Countered.class);
        assertThat(judge(message(Method.COUNTER, PartStat.TENTATIVE, 0, at(15), NOON), ANA))
                .isEqualTo(new Verdict.Commented(GUEST, "words"));
        assertThat(judge(message(Method.COUNTER, PartStat.TENTATIVE, 2, null, NOON), ANA))
                .isEqualTo(new Verdict.Commented(GUEST, "words"));
    }

    @Test
    void onlyTheGuestShouldBeBelieved() {
        CalendarMessage yes = reply(PartStat.ACCEPTED, 2, at(11), NOON);

        assertThat(judge(yes, ANA_TOO)).isInstanceOf(Verdict.Answered.class);
        assertThat(judge(yes, EVE)).isEqualTo(new Verdict.Unverified(GUEST, EVE));
        assertThat(OrganizerRules.judge(EVENT, List.of(), yes, ANA, NOON))
                .isEqualTo(new Verdict.Stranger(ANA));
        assertThat(judge(message(Method.CANCEL, PartStat.ACCEPTED, 2, at(11), NOON), ANA))
                .isEqualTo(new Verdict.NotForUs());
        assertThat(judge(message(null, PartStat.ACCEPTED, 2, at(11), NOON), ANA))
                .isEqualTo(new Verdict.NotForUs());
    }

    @Test
    void answerToWhatIsGoneShouldSaySo() {
        var gone = new Event(false, EVENT.revisions());
        CalendarMessage yes = reply(PartStat.ACCEPTED, 2, at(11), NOON);

        assertThat(OrganizerRules.judge(gone, List.of(GUEST), yes, ANA, NOON))
                .isEqualTo(new Verdict.NoLongerStands(GUEST));
    }

    @Test
    void neitherYesNorNoShouldStayOpen() {
        assertThat(judge(reply(PartStat.NEEDS_ACTION, 2, at(11), NOON), ANA))
                .isEqualTo(new Verdict.Undecided(GUEST));
        assertThat(judge(reply(PartStat.DELEGATED, 2, at(11), NOON), ANA))
                .isEqualTo(new Verdict.Delegated(GUEST, null, 2, NOON));
        assertThat(judge(message(Method.REFRESH, PartStat.NEEDS_ACTION, 2, null, NOON), ANA))
                .isEqualTo(new Verdict.Refresh(GUEST));
    }

    @Test
    void olderAndRepeatedAnswersShouldNotCount() {
        Guest answered =
                OrganizerRules.after(GUEST, judge(reply(PartStat.ACCEPTED, 2, at(11), NOON), ANA));

        assertThat(judge(answered, reply(PartStat.ACCEPTED, 2, at(11), NOON)))
                .isEqualTo(new Verdict.Repeated(answered));
        assertThat(judge(answered, reply(PartStat.DECLINED, 2, at(11), NOON.minusSeconds(1))))
                .isEqualTo(new Verdict.Stale(answered));
        assertThat(judge(answered, reply(PartStat.DECLINED, 2, at(11), NOON.plusSeconds(1))))
                .isInstanceOf(Verdict.Answered.class);
    }

    /** Mail overtakes and repeats itself; the outcome must not depend on it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anyOrderAndRepetitionShouldEndAlike(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            var messages = new ArrayList<CalendarMessage>();
            for (int i = 0; i < 8; i++) {
                messages.add(any(random));
            }
            Guest first = all(messages);
            messages.addAll(List.copyOf(messages.subList(0, 4)));
            Collections.shuffle(messages, random);
            assertThat(all(messages)).isEqualTo(first);
        }
    }

    private static Guest all(List<CalendarMessage> messages) {
        Guest guest = GUEST;
        for (CalendarMessage message : messages) {
            Verdict verdict = OrganizerRules.judge(EVENT, List.of(guest), message, ANA, NOON);
            Guest next = OrganizerRules.after(guest, verdict);
            boolean changes =
                    verdict instanceof Verdict.Answered
                            || verdict instanceof Verdict.Countered
                            || verdict instanceof Verdict.Delegated;
            assertThat(next.equals(guest)).isEqualTo(!changes);
            guest = next;
        }
        return guest;
    }

    private static CalendarMessage any(Random random) {
        Method[] methods = {Method.REPLY, Method.REPLY, Method.COUNTER, Method.CANCEL};
        int sequence = random.nextInt(-1, 4);
        int hour = random.nextInt(9, 14);
        return message(
                methods[random.nextInt(methods.length)],
                PartStat.values()[random.nextInt(5)],
                sequence < 0 ? null : Integer.valueOf(sequence),
                hour == 9 ? null : at(hour),
                random.nextInt(5) == 0 ? null : NOON.plusSeconds(random.nextInt(-3, 4)));
    }

    private static Verdict judge(CalendarMessage message, EmailAddress from) {
        return OrganizerRules.judge(EVENT, List.of(GUEST), message, from, NOON);
    }

    private static Verdict judge(Guest guest, CalendarMessage message) {
        return OrganizerRules.judge(EVENT, List.of(guest), message, ANA, NOON);
    }

    private static CalendarMessage reply(
            PartStat partStat,
            @Nullable Integer sequence,
            @Nullable EventTime time,
            @Nullable Instant stamp) {
        return message(Method.REPLY, partStat, sequence, time, stamp);
    }

    private static CalendarMessage message(
            @Nullable Method method,
            PartStat partStat,
            @Nullable Integer sequence,
            @Nullable EventTime time,
            @Nullable Instant stamp) {
        return new CalendarMessage(
                method,
                "u@acme.example",
                sequence,
                stamp,
                time,
                null,
                null,
                null,
                List.of(new CalendarMessage.Attendee(ANA, "Ana", partStat, null, null)),
                "Visit",
                "words",
                false,
                null);
    }

    private static EventTime at(int hour) {
        Instant start = Instant.parse("2026-01-12T00:00:00Z").plusSeconds(hour * 3600L);
        return new EventTime.Timed(start, start.plusSeconds(3600));
    }
}
