package org.tickler.invite;

import java.util.List;
import java.util.stream.Collectors;
import org.tickler.calendar.PartStat;
import org.tickler.invite.EventStore.Attendee;

/** Who comes, in words for the owner. */
public final class Attendance {
    private Attendance() {}

    /** What the guests but {@code answering} and the owner said; empty where there are none. */
    public static String others(List<Attendee> attendees, Attendee answering) {
        return attendees.stream()
                .filter(one -> one.stands() && !one.role().equals("owner"))
                .filter(one -> !one.address().equals(answering.address()))
                .map(one -> one.called() + " " + verb(partStat(one.partStat())) + ".")
                .collect(Collectors.joining(" "));
    }

    /** Behind a name: "accepted", "has not answered yet". */
    public static String verb(PartStat partStat) {
        return switch (partStat) {
            case ACCEPTED -> "accepted";
            case DECLINED -> "declined";
            case TENTATIVE -> "may come";
            case DELEGATED -> "sends somebody else";
            case NEEDS_ACTION -> "has not answered yet";
        };
    }

    static PartStat partStat(String value) {
        return PartStat.valueOf(value.replace('-', '_'));
    }
}
